package io.cnifp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Checks that nothing is printed to the standard streams, which belong to the engine. */
final class StandardStreams {
  private StandardStreams() {}

  /** Runs code and fails if it has printed anything. */
  static synchronized <T> T untouchedBy(Callable<T> work) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream watched = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(watched);
    System.setErr(watched);
    try {
      return work.call();
    } finally {
      System.setOut(out);
      System.setErr(err);
      assertEquals(
          "",
          printed.toString(StandardCharsets.UTF_8),
          "printed to a standard stream; an action prints by Invocation.print");
    }
  }
}
