package io.cnifp.engine.process;

import io.cnifp.api.spi.DelegateContext.Registration;

/** Handles no signal: for an engine inside another program. Immutable. */
public final class NoTermination implements Termination {
  /** Creates one. */
  public NoTermination() {}

  @Override
  public Registration register(Runnable action) {
    return () -> {};
  }

  @Override
  public Registration registerForeign(Runnable callback) {
    return () -> {};
  }

  @Override
  public void hang() {}
}
