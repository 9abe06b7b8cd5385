package io.cnifp.engine.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("third parties' code")
class ForeignCodeTests {
  private static final String SUBJECT = "the action acme.x of /x.jar";
  private static final CniResponse REPLY = CniResponse.success("{}");

  private final ClassLoader loader = new URLClassLoader("acme", new URL[0], null);
  private final List<String> events = new ArrayList<>();
  private final ForeignCode code = new ForeignCode(SUBJECT, loader, new Watching());

  private final class Watching implements ExtensionWatch {
    @Override
    public Running begin(String subject) {
      events.add("begin " + subject);
      return () -> events.add("end");
    }

    @Override
    public void failed(Throwable failure) {
      events.add("failed " + failure.getClass().getSimpleName());
    }
  }

  @Nested
  @DisplayName("of a call")
  class OfACall {
    @Test
    void runsWithItsClassLoaderAndIsWatched() {
      ClassLoader own = Thread.currentThread().getContextClassLoader();
      assertThat(
              code.respond(
                  "nothing lent",
                  () -> {
                    events.add(Thread.currentThread().getContextClassLoader().getName());
                    Thread.currentThread().setContextClassLoader(null);
                    return REPLY;
                  }))
          .isSameAs(REPLY);
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(own);
      assertThat(events).containsExactly("begin " + SUBJECT, "acme", "end");
    }

    @Test
    void leavesNoInterruption() {
      code.respond(
          "nothing lent",
          () -> {
            Thread.currentThread().interrupt();
            return REPLY;
          });
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void failsInAMessageThatNamesIt() {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() ->
              code.respond(
                  "nothing lent",
                  () -> {
                    throw new IOException("no");
                  }))
          .withMessage(SUBJECT + " failed: java.io.IOException: no")
          .satisfies(e -> assertThat(e.error().code()).isEqualTo(999));
      assertThat(events).containsExactly("begin " + SUBJECT, "end", "failed IOException");
    }

    @Test
    void keepsItsOwnErrorWithinBounds() {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() ->
              code.respond(
                  "nothing lent",
                  () -> {
                    throw new CniException(11, "x".repeat(5_000_000));
                  }))
          .satisfies(e -> {
            assertThat(e.error().code()).isEqualTo(11);
            assertThat(e.error().message())
                .endsWith("x... (5000000 characters)")
                .hasSizeBetween(4097, 4200);
          });
      assertThat(code.respond("nothing lent", () -> CniResponse.failure(7, "short")))
          .isEqualTo(CniResponse.failure(7, "short"));
    }
  }

  @Nested
  @DisplayName("that creates something")
  class Creating {
    @Test
    void returnsIt() {
      assertThat(code.create(() -> "it").toString()).isEqualTo("it");
    }

    @Test
    void refusesArgumentsInItsOwnWords() {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              code.create(() -> {
                throw new IllegalArgumentException("takes no argument");
              }))
          .withMessage("takes no argument");
    }

    @Test
    void failsWhateverTheExceptionsMethodsDo() {
      assertThatExceptionOfType(ForeignFailure.class)
          .isThrownBy(() ->
              code.create(() -> {
                throw new Unspeakable();
              }))
          .withMessage(
              "failed while it was created: "
                  + Unspeakable.class.getName()
                  + " (its message cannot be had: java.lang.Error)");
    }

    @Test
    void isGivenUpAfterFiveSeconds() {
      assertThatExceptionOfType(ForeignFailure.class)
          .isThrownBy(() ->
              code.create(() -> {
                Thread.sleep(60_000);
                return "";
              }))
          .withMessage("did not end in 5 seconds while it was created");
    }
  }

  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new Error();
    }

    @Override
    public String toString() {
      throw new Error();
    }
  }
}
