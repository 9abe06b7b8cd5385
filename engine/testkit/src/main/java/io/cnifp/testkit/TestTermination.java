package io.cnifp.testkit;

import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.engine.process.Termination;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Handles no signal, and runs what was registered when a test says so. */
final class TestTermination implements Termination {
  private final List<Runnable> registered = new CopyOnWriteArrayList<>();

  @Override
  public Registration register(Runnable action) {
    registered.add(action);
    return () -> registered.remove(action);
  }

  @Override
  public Registration registerForeign(Runnable callback) {
    return register(callback);
  }

  @Override
  public void hang() {}

  /** Runs what is registered. */
  void terminate() {
    registered.forEach(Runnable::run);
  }
}
