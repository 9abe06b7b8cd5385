package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs of 10^5 to 10^6 characters made to be slow or deep. What is linear takes milliseconds for
 * them, what is quadratic minutes; what recurses exhausts the small stack that it gets here.
 */
class HostileFailpointTests {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LENGTH = 1_000_000;

  /** Outcome of a parse and an evaluation, or the stack's overflow. */
  private static Object outcome(String text) {
    AtomicReference<Object> outcome = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                Failpoint failpoint = Failpoint.parse(text);
                Evaluation.of(
                    failpoint,
                    CallAttributes.of(Map.of("pod", text)),
                    () -> 50,
                    InstantSource.system());
                outcome.set(failpoint.print());
              } catch (FailpointSyntaxException | StackOverflowError e) {
                outcome.set(e);
              }
            },
            "small stack",
            256 * 1024);
    thread.start();
    assertTimeoutPreemptively(PATIENCE, () -> thread.join());
    return outcome.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "off->",
        "off+",
        "1*",
        "1%",
        "1",
        "9",
        ".",
        ".1",
        "(",
        "()",
        "{",
        "[",
        "'",
        "\\",
        "->",
        "off(",
        "a(b)",
        "a(b)+",
        "a{b=",
        "a{b='",
        "a{b=c,",
        "a[pod=",
        "a[",
        "off[pod=a]->",
        "off[skip=1]->",
        "0*off->",
        " ",
        "off +\n",
        "off ->\t",
        "off \t",
        "off[pod= ",
        "\\u0041"
      })
  void repeatedAreReadInLinearTimeWithoutRecursion(String piece) {
    Object outcome = outcome(piece.repeat(LENGTH / piece.length()));
    assertThat(outcome).isInstanceOf(FailpointSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"off->~off", "1*off[skip=3]->~off", "0~1*off", " ~off", "off~ ", "off   ->  ~off"})
  void repeatedUpToTheLimitAreFailpoints(String pieceAndEnd) {
    String[] parts = pieceAndEnd.split("~", -1);
    String repeated =
        parts[1].isBlank()
            ? parts[0] + parts[1].repeat(60_000)
            : parts[0].repeat(60_000 / parts[0].length()) + parts[1];
    Object outcome = outcome(repeated);
    assertThat(outcome).isInstanceOf(String.class);
    assertThat((String) outcome).hasSizeLessThanOrEqualTo(repeated.length());
  }

  @Test
  void stepsBeyondTheLimitAreRefusedAtOnce() {
    assertThat(messageOf("off+".repeat(15_000) + "off"))
        .isEqualTo("at most 64 steps in a term were expected at 256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x.", "pod"})
  void namesOfAnyLengthMakeShortMessages(String piece) {
    String name = piece.repeat(60_000 / piece.length());
    assertThat(messageOf("off[" + name + "=1]")).hasSizeLessThan(300);
    assertThat(messageOf("a{" + name + "=1," + name + "=2}")).hasSizeLessThan(300);
  }

  private static String messageOf(String text) {
    Object outcome = outcome(text);
    assertThat(outcome).isInstanceOf(FailpointSyntaxException.class);
    return ((FailpointSyntaxException) outcome).getMessage();
  }
}
