package io.cnifp.engine.process;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.DelegateAbortedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command as a child of this process. */
interface CommandRun {
  /**
   * A command.
   *
   * @param words its path and arguments
   * @param environment its environment, as the runtime gave it and with the engine's changes
   * @param executable what it is called in messages
   */
  record Command(List<String> words, Map<String, String> environment, Path executable) {}

  /**
   * Runs a command to its end.
   *
   * @param child knows the process while it runs
   * @param input its standard input
   * @param diagnostics what it writes to standard error is copied there
   * @throws IOException if it cannot be started
   * @throws io.cnifp.api.CniException with code 999 if it writes too much
   * @throws DelegateAbortedException if a limit has ended it
   */
  Execution run(Child child, Command command, byte[] input, OutputStream diagnostics)
      throws IOException, InterruptedException;
}
