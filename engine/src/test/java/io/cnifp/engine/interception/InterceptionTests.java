package io.cnifp.engine.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionState;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.Calls;
import io.cnifp.engine.Engines;
import io.cnifp.engine.binding.BoundAction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class InterceptionTests {
  private static final CniResponse REPLY = CniResponse.success("reply");

  /** What an author without a null checker may write. */
  @SuppressWarnings("NullAway")
  private static final FailpointAction NULL = _ -> null;

  private final List<String> events = new ArrayList<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CniRequest request = Calls.add("");
  private final Interception interception =
      new Interception(
          request,
          new AtCmdAdd(),
          new WaitBudget(new WaitLimits(Duration.ofMillis(1), OptionalInt.empty())),
          Engines.site(Path.of("/nowhere"), stderr),
          Optional.empty(),
          _ -> {
            events.add("rest");
            return REPLY;
          },
          e -> {
            throw e;
          });

  private static final class AtCmdAdd implements Interception.Term {
    @Override
    public String point() {
      return "cmdAdd";
    }

    @Override
    public RandomGenerator random() {
      return RandomGenerator.getDefault();
    }

    @Override
    public ActionState state(String action) {
      throw new UnsupportedOperationException("no file keeps state");
    }
  }

  private BoundAction around(String name) {
    return new BoundAction(
        name,
        invocation -> {
          events.add(name + " before");
          CniResponse reply = invocation.proceed();
          events.add(name + " after");
          return reply;
        },
        false);
  }

  private static BoundAction named(String name, FailpointAction action) {
    return new BoundAction(name, action, false);
  }

  @Test
  void nestsFromLeftToRightAroundTheRest() throws Exception {
    assertThat(interception.around(List.of(around("a"), around("b")))).isSameAs(REPLY);
    assertThat(events).containsExactly("a before", "b before", "rest", "b after", "a after");
  }

  @Test
  void isOnlyTheRestWithoutActions() throws Exception {
    assertThat(interception.around(List.of())).isSameAs(REPLY);
  }

  @Test
  void endsWhereAnActionDoesNotContinue() throws Exception {
    CniResponse failure = CniResponse.failure(7, "x");
    assertThat(interception.around(List.of(around("a"), named("f", _ -> failure), around("b"))))
        .isSameAs(failure);
    assertThat(events).containsExactly("a before", "a after");
  }

  @Test
  void refusesToContinueTwice() throws Exception {
    FailpointAction twice =
        invocation -> {
          invocation.proceed();
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(named("twice", twice))))
        .isEqualTo(
            CniResponse.failure(
                999,
                "the action twice at cmdAdd failed: java.lang.IllegalStateException: proceed() was"
                    + " called a second time"));
    assertThat(events).containsExactly("rest");
  }

  @Test
  void returnsAnErrorThatIsThrown() throws Exception {
    CniError error = new CniError(11, "later", "much");
    FailpointAction throwing =
        _ -> {
          throw new CniException(error);
        };
    assertThat(interception.around(List.of(around("a"), named("t", throwing))))
        .isEqualTo(new CniResponse.Failure(error));
    assertThat(events).containsExactly("a before", "a after");
  }

  @Test
  void failsForAClassThatIsMissing() throws Exception {
    FailpointAction broken =
        _ -> {
          throw new NoClassDefFoundError("acme/Missing");
        };
    assertThat(interception.around(List.of(named("broken", broken))))
        .isEqualTo(
            CniResponse.failure(
                999,
                "the action broken at cmdAdd failed: java.lang.NoClassDefFoundError:"
                    + " acme/Missing"));
  }

  @Test
  void failsForWhateverIsThrown() throws Exception {
    FailpointAction sneaky =
        _ -> {
          throw new AssertionError("no");
        };
    assertThat(interception.around(List.of(named("acme.x", sneaky))))
        .isEqualTo(
            CniResponse.failure(
                999, "the action acme.x at cmdAdd failed: java.lang.AssertionError: no"));
  }

  @Test
  void failsForNull() throws Exception {
    assertThat(interception.around(List.of(named("acme.x", NULL))))
        .isEqualTo(
            CniResponse.failure(
                999, "the action acme.x at cmdAdd returned null instead of a response"));
  }

  @Test
  void letsAnInterruptionThrough() {
    FailpointAction interrupted =
        _ -> {
          throw new InterruptedException();
        };
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> interception.around(List.of(around("a"), named("i", interrupted))));
  }

  @Test
  void boundsAllWaitsTogether() throws Exception {
    FailpointAction waiting =
        invocation -> {
          invocation.sleep(Duration.ofDays(1));
          assertThat(invocation.maxDelay()).isZero();
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(named("a", waiting), named("b", waiting))))
        .isSameAs(REPLY);
  }

  @Test
  void lendsTheCall() throws Exception {
    FailpointAction looking =
        invocation -> {
          assertThat(invocation.request()).isSameAs(request);
          assertThat(invocation.point()).isEqualTo("cmdAdd");
          assertThat(invocation.maxDelay()).isLessThanOrEqualTo(Duration.ofMillis(1));
          invocation.print("é");
          invocation.sleep(Duration.ofDays(1));
          return invocation.proceed();
        };
    assertThat(interception.around(List.of(named("looking", looking)))).isSameAs(REPLY);
    assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("é\n");
  }
}
