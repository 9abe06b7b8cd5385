package io.cnifp.engine.foreign;

/** Watches nothing. */
public final class Unwatched implements ExtensionWatch {
  /** Creates it. */
  public Unwatched() {}

  @Override
  public Running begin(String subject) {
    return () -> {};
  }

  @Override
  public void failed(Throwable failure) {}
}
