package io.cnifp.engine.process;

import io.cnifp.api.spi.DelegateContext.Registration;

/**
 * What is done on SIGTERM, SIGINT and SIGHUP while a call is made. {@code Main} uses one that
 * handles signals; an engine inside another program uses {@link NoTermination}.
 *
 * <p>Has no constant and no default method: those would be initialized in each call, and by code
 * that no cache stores.
 */
public interface Termination {
  /** Registers what is done on SIGTERM, SIGINT or SIGHUP until the registration is closed. */
  Registration register(Runnable action);

  /**
   * Registers code of an extension, which may throw and block: all of it together gets one second,
   * and the process dies in any case.
   */
  Registration registerForeign(Runnable callback);

  /**
   * Ignores these signals from now on, and waits until the process is killed. Returns at once where
   * signals are not handled.
   */
  void hang();
}
