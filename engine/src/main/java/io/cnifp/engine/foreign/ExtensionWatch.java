package io.cnifp.engine.foreign;

/**
 * Is told when code of an extension runs, and what it failed with. {@code Main} uses one that
 * answers a call whose process an extension ends. Safe for use by several threads.
 */
public interface ExtensionWatch {
  /**
   * Notes that code of an extension is about to run on this thread.
   *
   * @param subject the action or the delegate and its extension, such as "the action acme.x of /x"
   * @return to be closed when it has returned
   */
  Running begin(String subject);

  /** Notes a failure, for the extension's author. */
  void failed(Throwable failure);

  /** Code that runs; closing it says that it has returned. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
