package io.cnifp.engine;

import io.cnifp.api.spi.DelegateContext.Registration;

/**
 * What is to be done if the process is told to end while a call is under way. {@code Main} has one
 * that listens to signals; an engine inside another program uses {@link #NONE}.
 */
@FunctionalInterface
public interface Termination {
  /** Never told to end. */
  Termination NONE = action -> () -> {};

  /** Has something done on SIGTERM, SIGINT or SIGHUP until the registration is closed. */
  Registration register(Runnable action);
}
