package io.cnifp.testkit;

import io.cnifp.engine.foreign.ExtensionWatch;
import io.cnifp.engine.foreign.StackTraceText;

/** Prints the stack traces of what an author's code throws, which a reply does not have. */
final class PrintedTraces implements ExtensionWatch {
  @Override
  public Running begin(String subject) {
    return () -> {};
  }

  @Override
  public void failed(Throwable failure) {
    System.err.print(StackTraceText.of(failure));
  }
}
