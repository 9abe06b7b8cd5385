package io.cnifp.command.calls;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of a call of a network's plugins.
 *
 * @param calls the calls of the plugins that were run, in order; the last one is the answer
 * @param notes why no plugin was run, if that is no error
 * @param problems what went wrong beside the plugins' own answers, as in a GC that continues
 */
public record ChainOutcome(List<PluginCall> calls, List<String> notes, List<String> problems) {
  /**
   * The call of one plugin.
   *
   * @param executable the file that was run
   * @param result how it ended
   */
  public record PluginCall(Path executable, PluginProcess.Result result) {}

  /** Returns the outcome of plugins that were run. */
  static ChainOutcome of(List<PluginCall> calls) {
    return new ChainOutcome(List.copyOf(calls), List.of(), List.of());
  }

  /** Returns the outcome of a call for which libcni runs no plugin, and is content. */
  static ChainOutcome nothing(String why) {
    return new ChainOutcome(List.of(), List.of(why), List.of());
  }

  /** Returns the exit status of the last plugin that failed; 0 if none did. */
  public int status() {
    int status = 0;
    for (PluginCall call : calls) {
      status = call.result().status() == 0 ? status : call.result().status();
    }
    return status;
  }
}
