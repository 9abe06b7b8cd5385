package io.cnifp.engine.foreign;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack trace of a failure of somebody else's, whose own methods may fail. */
public final class StackTraceText {
  /** How much of it is told, in characters. */
  private static final int MAX = 64 * 1024;

  private StackTraceText() {}

  /** Returns the stack trace, or that there is none. */
  public static String of(Throwable failure) {
    try {
      StringWriter text = new StringWriter();
      failure.printStackTrace(new PrintWriter(text));
      String trace = text.toString();
      return trace.substring(0, Math.min(trace.length(), MAX));
    } catch (Throwable e) {
      return "the stack trace of " + failure.getClass().getName() + " cannot be printed\n";
    }
  }
}
