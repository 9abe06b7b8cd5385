package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of an executable.
 *
 * <p>The child never gets this process's own standard output or error: one that outlives its parent
 * would hold the runtime's pipes open and block it past its own time limit.
 */
final class PluginProcess {
  private static final int BUSY_TRIES = 60;
  private static final long BUSY_PAUSE_MILLIS = 100;
  private static final long GRACE_MILLIS = 2000;

  private final DelegateContext context;

  PluginProcess(DelegateContext context) {
    this.context = context;
  }

  /** What is left of a process. */
  static final class Ended {
    private final int status;
    private final byte[] output;
    private final String diagnostics;

    Ended(int status, byte[] output, String diagnostics) {
      this.status = status;
      this.output = output;
      this.diagnostics = diagnostics;
    }

    /** The exit status, 128 + n if signal n ended it. */
    int status() {
      return status;
    }

    /** Its whole standard output. */
    byte[] output() {
      return output;
    }

    /** The beginning of its standard error. */
    String diagnostics() {
      return diagnostics;
    }
  }

  /**
   * Runs an executable to its end, or ends it if this thread is interrupted or the plugin told to
   * end.
   *
   * @throws CniException with code 999 if it can't be started
   */
  Ended run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    Process process = start(executable, environment);
    try (DelegateContext.Registration _ = context.onTermination(() -> end(process))) {
      Pump output = Pump.start(process.getInputStream(), OutputStream.nullOutputStream());
      Pump diagnostics = Pump.start(process.getErrorStream(), context.diagnostics());
      feed(process, input);
      int status = process.waitFor();
      // A child of the plugin's may hold its pipes open for as long as it lives.
      output.await(GRACE_MILLIS);
      diagnostics.await(GRACE_MILLIS);
      return new Ended(status, output.all(executable), diagnostics.beginning());
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  private Process start(Path executable, Map<String, String> environment)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(executable.toString()));
    setEnvironment(builder, environment);
    for (int tries = 1; ; tries++) {
      try {
        return builder.start();
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        // Text file busy: someone is just writing the executable (containernetworking/cni#763).
        if (!reason.contains("error=26") || tries == BUSY_TRIES) {
          throw new CniException(
              CniError.INTERNAL,
              "netplugin failed with no error message: fork/exec "
                  + executable
                  + ": "
                  + why(reason));
        }
        Thread.sleep(BUSY_PAUSE_MILLIS);
      }
    }
  }

  /**
   * Leaves what is as it should be: the JDK hands on untouched variables byte for byte, also those
   * that aren't valid in the locale's encoding.
   */
  private static void setEnvironment(ProcessBuilder builder, Map<String, String> wanted) {
    Map<String, String> inherited = builder.environment();
    for (Iterator<String> names = inherited.keySet().iterator(); names.hasNext(); ) {
      if (!wanted.containsKey(names.next())) {
        names.remove();
      }
    }
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      if (!variable.getValue().equals(inherited.get(variable.getKey()))) {
        inherited.put(variable.getKey(), variable.getValue());
      }
    }
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A plugin need not read its input.
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static String why(String reason) {
    if (reason.contains("error=13")) {
      return "permission denied";
    }
    if (reason.contains("error=8")) {
      return "exec format error";
    }
    int behind = reason.lastIndexOf("error=");
    return behind < 0 ? reason : reason.substring(behind);
  }
}
