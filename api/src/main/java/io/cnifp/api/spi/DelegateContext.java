package io.cnifp.api.spi;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine lends a delegate. The engine creates one for each call; extensions do not
 * implement it, so that methods can be added.
 *
 * @since 0.1
 */
public interface DelegateContext {

  /** {@return the delegate's name as the configuration or the executable's name gave it} */
  String type();

  /**
   * {@return the executable that the runtime started, links resolved; a delegate must not run it}
   */
  Optional<Path> self();

  /**
   * Runs an executable to its end, as the runtime would have run it.
   *
   * <p>Its standard error is copied to that of this process. On SIGTERM, SIGINT and SIGHUP, and if
   * this thread is interrupted, it gets SIGTERM, and SIGKILL two seconds later.
   *
   * @param executable its path
   * @param environment its whole environment
   * @param input its standard input
   * @return its exit status and what it wrote
   * @throws InterruptedException if the call is interrupted
   * @throws io.cnifp.api.CniException with code 999 if it cannot be started, or writes more than 8
   *     MiB to standard output
   */
  Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException;

  /**
   * Writes a line to standard error. A delegate never writes to standard output.
   *
   * @param line the line, without its end
   */
  void print(String line);

  /**
   * Registers what is to be done on SIGTERM, SIGINT or SIGHUP. Does not return if one of them has
   * already arrived: the process dies.
   *
   * @param action ends the delegate's work; runs on another thread, must be quick
   * @return to be closed when the delegate is done
   */
  Registration onTermination(Runnable action);

  /** A registration; closing it takes it back. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
