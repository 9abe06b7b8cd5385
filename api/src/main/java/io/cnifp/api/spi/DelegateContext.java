package io.cnifp.api.spi;

import static io.cnifp.api.Stability.Level.STABLE;

import io.cnifp.api.Stability;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the engine lends a delegate. Made by the engine for each call; not for extensions to
 * implement: methods may be added.
 *
 * @since 0.1
 */
@Stability(STABLE)
public interface DelegateContext {

  /** {@return the delegate's name as the configuration or the executable's name gave it} */
  String type();

  /**
   * {@return where diagnostics go: the plugin's own standard error} Safe for use by several
   * threads.
   */
  OutputStream diagnostics();

  /** {@return the executable that was called, links resolved; a delegate must not run it again} */
  Optional<Path> self();

  /**
   * Has something done if the plugin is told to end (SIGTERM, SIGINT, SIGHUP) meanwhile. Doesn't
   * return if it has just been told: the process dies.
   *
   * @param action ends what the delegate has under way; runs on another thread, must be quick
   * @return to be closed when the delegate is done
   */
  Registration onTermination(Runnable action);

  /** Takes a registration back. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
