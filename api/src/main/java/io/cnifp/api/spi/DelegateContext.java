package io.cnifp.api.spi;

import io.cnifp.api.json.JsonObject;
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
   * {@return the settings of this delegate in the node's policy, its key {@code delegates}; an
   * empty object if it has none}
   *
   * @throws io.cnifp.api.CniException with code 999 if the policy cannot be read
   */
  JsonObject settings();

  /**
   * Creates another delegate, to hand a call on to it.
   *
   * <p>It is what the engine would create for this name: built in, an extension's, or the CNI
   * plugin of that name. It gets the request that it is invoked with, which may be changed by
   * {@code with} methods.
   *
   * @param name the delegate's name
   * @return the delegate, which only this call uses; what it answers is checked as if the runtime
   *     had called it
   * @throws io.cnifp.api.CniException with code 7 if there is none of that name, or if more than
   *     five delegates would be within one another: they would call each other without end
   */
  Delegate delegate(String name);

  /**
   * Runs an executable to its end, as the runtime would have run it.
   *
   * <p>Its standard error is copied to that of this process. On SIGTERM, SIGINT and SIGHUP, and if
   * this thread is interrupted, it gets SIGTERM, and SIGKILL two seconds later.
   *
   * @param executable its path
   * @param environment its whole environment; the engine adds how many launchers and delegates run
   *     around it
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
   * Registers what is to be done on SIGTERM, SIGINT or SIGHUP, before the process dies by that
   * signal. Does not return if one of them has already arrived.
   *
   * <p>All callbacks of a call run at once and together get one second; what they throw is dropped.
   *
   * @param callback ends the delegate's work, on another thread
   * @return to be closed when the delegate is done
   */
  Registration onTermination(Runnable callback);

  /** A registration; closing it takes it back. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
