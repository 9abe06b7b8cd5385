package io.cnifp.engine.foreign;

/** Says in a bounded text what was thrown, whatever its methods do. */
public final class FailureText {
  /** How much of a message of an extension's reaches the runtime, in characters. */
  public static final int MAX_LENGTH = 4096;

  private FailureText() {}

  /** Returns the class and the message of what was thrown. */
  public static String of(Throwable failure) {
    String type = failure.getClass().getName();
    try {
      String message = failure.getLocalizedMessage();
      return bounded(message == null ? type : type + ": " + message);
    } catch (Throwable e) {
      return type + " (its message cannot be had: " + e.getClass().getName() + ")";
    }
  }

  /** Returns a text, cut if it is too long. */
  public static String bounded(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return text.substring(0, end) + "... (" + text.length() + " characters)";
  }
}
