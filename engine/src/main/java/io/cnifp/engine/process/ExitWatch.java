package io.cnifp.engine.process;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.foreign.ExtensionWatch;
import io.cnifp.engine.foreign.StackTraceText;
import io.cnifp.engine.protocol.CniVersions;
import io.cnifp.engine.protocol.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/**
 * Answers the runtime if an extension's code calls {@code System.exit}, which would end the process
 * without a reply. Nothing can answer for {@code Runtime.halt}. Safe for use by several threads.
 */
public final class ExitWatch implements ExtensionWatch {
  private final ProcessExit exit;
  private final Termination termination;
  private final IntConsumer halt;
  private final boolean debug;
  private final OutputStream diagnostics;
  private final List<String> running = new CopyOnWriteArrayList<>();
  private volatile String last = "";
  private boolean watching;

  /**
   * Creates a watch; nothing is registered before an extension's code runs.
   *
   * @param exit writes the reply
   * @param termination signals that end the process, which are no exits
   * @param halt ends the process with a status
   * @param debug whether stack traces of failures are printed
   * @param diagnostics standard error
   */
  public ExitWatch(
      ProcessExit exit,
      Termination termination,
      IntConsumer halt,
      boolean debug,
      OutputStream diagnostics) {
    this.exit = exit;
    this.termination = termination;
    this.halt = halt;
    this.debug = debug;
    this.diagnostics = diagnostics;
  }

  @Override
  public Running begin(String subject) {
    watch();
    running.add(subject);
    last = subject;
    return () -> running.remove(subject);
  }

  @Override
  public void failed(Throwable failure) {
    if (!debug) {
      return;
    }
    try {
      diagnostics.write(StackTraceText.of(failure).getBytes(StandardCharsets.UTF_8));
      diagnostics.flush();
    } catch (IOException e) {
      // Standard error is closed.
    }
  }

  private synchronized void watch() {
    if (!watching) {
      watching = true;
      // The JVM would run the hook on SIGTERM too.
      var _ = termination.register(() -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(this::answer, "exit"));
    }
  }

  private void answer() {
    // The process itself only halts. A thread that an extension has left may exit at any time.
    String subject = running.isEmpty() ? last : running.getLast();
    CniResponse failure =
        CniResponse.failure(
            CniError.INTERNAL,
            subject + " called System.exit, which would leave the runtime without a reply");
    halt.accept(exit.apply(new Reply(failure, CniVersions.LATEST)));
  }
}
