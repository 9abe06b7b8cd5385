package io.cnifp.delegates;

import io.cnifp.api.spi.DelegateContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that keeps what is written to standard error and can tell a delegate to end. */
final class FakeContext implements DelegateContext {
  private final String type;
  private final Optional<Path> self;
  private final ByteArrayOutputStream diagnostics = new ByteArrayOutputStream();
  private final List<Runnable> registered = new CopyOnWriteArrayList<>();

  FakeContext(String type) {
    this(type, Optional.empty());
  }

  FakeContext(String type, Optional<Path> self) {
    this.type = type;
    this.self = self;
  }

  /** What stands on standard error so far. */
  String printed() {
    return diagnostics.toString(StandardCharsets.UTF_8);
  }

  /** What is to be done if the plugin is told to end. */
  List<Runnable> registered() {
    return registered;
  }

  /** Tells the plugin to end. */
  void terminate() {
    registered.forEach(Runnable::run);
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public ByteArrayOutputStream diagnostics() {
    return diagnostics;
  }

  @Override
  public Optional<Path> self() {
    return self;
  }

  @Override
  public Registration onTermination(Runnable action) {
    registered.add(action);
    return () -> registered.remove(action);
  }
}
