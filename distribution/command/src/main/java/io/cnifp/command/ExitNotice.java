package io.cnifp.command;

import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.foreign.ExtensionWatch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says so if an extension's code ends the process while a failpoint is read: without it, a file
 * would be taken for valid. Safe for use by several threads.
 */
final class ExitNotice implements ExtensionWatch {
  private final Terminal terminal;
  private final List<String> running = new CopyOnWriteArrayList<>();
  private boolean watching;

  ExitNotice(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Running begin(String subject) {
    watch();
    running.add(subject);
    return () -> running.remove(subject);
  }

  @Override
  public void failed(Throwable failure) {}

  private synchronized void watch() {
    if (!watching) {
      watching = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::tell, "exit"));
    }
  }

  /** The process itself exits when no code of an extension runs. */
  private void tell() {
    if (!running.isEmpty()) {
      terminal.error("cni-fp: " + running.getLast() + " called System.exit: nothing was done");
      var _ = terminal.flush();
      Runtime.getRuntime().halt(ExitStatus.FAILED);
    }
  }
}
