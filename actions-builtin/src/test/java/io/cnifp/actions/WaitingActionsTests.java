package io.cnifp.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The actions that wait or print first, and then let the call continue. */
class WaitingActionsTests {
  private static final CniResponse REPLY = CniResponse.failure(11, "the delegate's own error");

  private final RecordedCall call = new RecordedCall().answering(REPLY);

  static Stream<FailpointActionProvider> sleeping() {
    return Stream.of(new DelayActionProvider(), new SleepActionProvider());
  }

  static Stream<FailpointActionProvider> timed() {
    return Stream.of(
        new DelayActionProvider(), new SleepActionProvider(), new SpinActionProvider());
  }

  @ParameterizedTest
  @MethodSource("sleeping")
  void delayAndSleepWaitAndThenPassTheReplyOn(FailpointActionProvider action) throws Exception {
    assertThat(call.through(action, "1m30s")).isSameAs(REPLY);
    assertThat(call.events()).containsExactly("sleep PT1M30S", "proceed");
  }

  @ParameterizedTest
  @MethodSource("sleeping")
  void aRangeIsDrawnAtEachFiring(FailpointActionProvider provider) throws Exception {
    FailpointAction action = provider.create(ActionArguments.raw("1h..2h"), RecordedCall.ALONE);
    RecordedCall other = new RecordedCall();
    action.apply(call);
    action.apply(other);
    Duration first = Duration.parse(call.events().get(0).replace("sleep ", ""));
    Duration second = Duration.parse(other.events().get(0).replace("sleep ", ""));
    assertThat(first).isBetween(Duration.ofHours(1), Duration.ofHours(2)).isNotEqualTo(second);
    assertThat(second).isBetween(Duration.ofHours(1), Duration.ofHours(2));
  }

  @ParameterizedTest
  @MethodSource("timed")
  void aDurationInParenthesesIsRequired(FailpointActionProvider action) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.create(ActionArguments.none(), RecordedCall.ALONE))
        .withMessageMatching("needs a duration such as .* in parentheses");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> action.create(ActionArguments.named(Map.of("ms", "1")), RecordedCall.ALONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.create(ActionArguments.raw("soon"), RecordedCall.ALONE))
        .withMessageStartingWith("takes a duration such as");
  }

  @Test
  void spinKeepsAProcessorBusyAndThenPassesTheReplyOn() throws Exception {
    assertThat(call.through(new SpinActionProvider(), "20ms")).isSameAs(REPLY);
    assertThat(call.events()).containsExactly("spin PT0.02S", "proceed");
  }

  @Nested
  class Pause {
    private final PauseActionProvider action = new PauseActionProvider();

    @Test
    void waitsForItsReleaseForFiveMinutesByDefault() throws Exception {
      assertThat(call.through(action)).isSameAs(REPLY);
      assertThat(call.events()).containsExactly("pause PT5M", "proceed");
    }

    @Test
    void waitsForItsTimeout() throws Exception {
      call.through(action, "timeout", "1m30s");
      assertThat(call.events()).containsExactly("pause PT1M30S", "proceed");
    }

    @Test
    void takesItsTimeoutByNameAndNoRange() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.create(ActionArguments.raw("5m"), RecordedCall.ALONE))
          .withMessage("takes {timeout=...}");
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              action.create(
                  ActionArguments.named(Map.of("timeout", "1s..2s")), RecordedCall.ALONE));
    }
  }

  @Nested
  class Print {
    private final PrintActionProvider action = new PrintActionProvider();

    @Test
    void printsBeforeTheCallContinues() throws Exception {
      assertThat(call.through(action, "here we are")).isSameAs(REPLY);
      assertThat(call.events()).containsExactly("print here we are", "proceed");
    }

    @Test
    void namesThePointWithoutArguments() throws Exception {
      call.through(action);
      assertThat(call.events()).containsExactly("print failpoint cmdAdd", "proceed");
    }

    @Test
    void takesItsTextByName() throws Exception {
      call.through(action, "text", "a)");
      assertThat(call.events()).containsExactly("print a)", "proceed");
    }
  }

  @Nested
  class Off {
    @Test
    void onlyContinues() throws Exception {
      assertThat(call.through(new OffActionProvider())).isSameAs(REPLY);
      assertThat(call.events()).containsExactly("proceed");
    }

    @Test
    void takesNoArgument() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new OffActionProvider().create(ActionArguments.raw("x"), RecordedCall.ALONE))
          .withMessage("takes no argument");
    }
  }
}
