package io.cnifp.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbortActionTests {
  private final AbortActionProvider action = new AbortActionProvider();
  private final RecordedCall call = new RecordedCall();

  @Test
  void limitsTheDelegateAndContinues() throws Exception {
    assertThat(call.through(action, "1.5s")).isEqualTo(CniResponse.success(RecordedCall.RESULT));
    assertThat(call.events()).containsExactly("abort PT1.5S KILL", "proceed");
  }

  @Test
  void takesASignal() throws Exception {
    call.through(action, "after", "5ns", "signal", "TERM");
    assertThat(call.events()).containsExactly("abort PT0.000000005S TERM", "proceed");
  }

  @Test
  void drawsFromARange() throws Exception {
    call.through(action, "after", "1h..2h");
    assertThat(call.events().get(0)).matches("abort PT1H.* KILL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1s..", "1y"})
  void needsADuration(String raw) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.create(ActionArguments.raw(raw), RecordedCall.ALONE))
        .withMessageStartingWith("after must be a duration such as");
  }

  @Test
  void refusesOtherArguments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.create(ActionArguments.none(), RecordedCall.ALONE))
        .withMessageStartingWith("needs after=..., a duration such as");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            action.create(ActionArguments.named(Map.of("signal", "KILL")), RecordedCall.ALONE))
        .withMessageStartingWith("needs after=..., a duration");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            action.create(
                ActionArguments.named(Map.of("after", "1s", "signal", "9")), RecordedCall.ALONE))
        .withMessage("signal must be one of HUP INT QUIT ABRT KILL SEGV TERM, not \"9\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            action.create(
                ActionArguments.named(Map.of("after", "1s", "x", "9")), RecordedCall.ALONE))
        .withMessage("has no argument x (known: after, signal)");
  }

  @Test
  void cannotBeUsedWhereNoDelegateRunsAnyMore() {
    ActionArguments arguments = ActionArguments.raw("1s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action.create(arguments, RecordedCall.at("afterAdd")))
        .withMessage("cannot be used at afterAdd, where no delegate runs any more");
    assertThat(action.create(arguments, RecordedCall.at("cmdAdd"))).isNotNull();
    assertThat(action.create(arguments, RecordedCall.ALONE)).isNotNull();
  }
}
