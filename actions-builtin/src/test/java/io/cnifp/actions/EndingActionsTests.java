package io.cnifp.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions that answer without letting the call continue. */
class EndingActionsTests {
  private final RecordedCall call = new RecordedCall();

  @AfterEach
  void neverContinues() {
    assertThat(call.events()).isEmpty();
  }

  private static CniResponse failure(long code, String message, String details) {
    return new CniResponse.Failure(new CniError(code, message, details));
  }

  @Nested
  class Errors {
    private final ErrorActionProvider action = new ErrorActionProvider();

    @Test
    void hasCode999AndTheMessageVerbatim() throws Exception {
      assertThat(call.through(action, " a->b ")).isEqualTo(failure(999, " a->b ", ""));
    }

    @Test
    void namesThePointWithoutArguments() throws Exception {
      assertThat(call.through(action)).isEqualTo(failure(999, "failpoint cmdAdd", ""));
    }

    @Test
    void hasTheCodeAndDetailsThatAreNamed() throws Exception {
      assertThat(call.through(action, "code", "11", "msg", "try", "details", "later"))
          .isEqualTo(failure(11, "try", "later"));
      assertThat(call.through(action, "code", "2147483647"))
          .isEqualTo(failure(2147483647, "failpoint cmdAdd", ""));
      assertThat(call.through(action, "details", "d"))
          .isEqualTo(failure(999, "failpoint cmdAdd", "d"));
    }

    @ParameterizedTest
    @CsvSource({
      "code,0,'code must be a whole number from 1 to 2147483647, not \"0\"'",
      "code,2147483648,'code must be a whole number from 1 to 2147483647, not \"2147483648\"'",
      "code,-1,'code must be a whole number from 1 to 2147483647, not \"-1\"'",
      "mesg,x,'has no argument mesg (known: code, msg, details)'"
    })
    void refusesOtherArguments(String key, String value, String message) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> action.create(ActionArguments.named(Map.of(key, value)), RecordedCall.ALONE))
          .withMessage(message);
    }
  }

  @Nested
  class Panics {
    private final PanicActionProvider action = new PanicActionProvider();

    @Test
    void isExitStatus2AndALineOnStandardError() throws Exception {
      assertThat(call.through(action, "again")).isEqualTo(new CniResponse.Exit(2, "panic: again"));
      assertThat(call.through(action, "msg", "a)")).isEqualTo(new CniResponse.Exit(2, "panic: a)"));
      assertThat(call.through(action))
          .isEqualTo(new CniResponse.Exit(2, "panic: failpoint cmdAdd"));
    }
  }

  @Nested
  class Exits {
    private final ExitActionProvider action = new ExitActionProvider();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void isThatStatusWithNothingElse(int status) throws Exception {
      assertThat(call.through(action, "" + status)).isEqualTo(new CniResponse.Exit(status, ""));
      assertThat(call.through(action, "status", "" + status))
          .isEqualTo(new CniResponse.Exit(status, ""));
    }

    @Test
    void leavesExactlyTheTextOnStandardOutput() throws Exception {
      assertThat(call.through(action, "status", "3", "stdout", "{\"cni"))
          .isEqualTo(new CniResponse.Exit(3, "", "{\"cni"));
      assertThat(call.events()).isEmpty();
    }

    @Test
    void needsAStatusForAText() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> action.create(ActionArguments.named(Map.of("stdout", "x")), RecordedCall.ALONE))
          .withMessage("needs status=..., a whole number from 0 to 255");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> action.create(ActionArguments.named(Map.of("code", "1")), RecordedCall.ALONE))
          .withMessage("has no argument code (known: status, stdout)");
    }

    @ParameterizedTest
    @CsvSource({
      "256,'status must be a whole number from 0 to 255, not \"256\"'",
      "x,'status must be a whole number from 0 to 255, not \"x\"'",
      "-1,'status must be a whole number from 0 to 255, not \"-1\"'"
    })
    void refusesWhatIsNoStatus(String raw, String message) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.create(ActionArguments.raw(raw), RecordedCall.ALONE))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.create(ActionArguments.none(), RecordedCall.ALONE))
          .withMessage("needs status=..., a whole number from 0 to 255");
    }
  }

  @Nested
  class Kills {
    private final KillActionProvider action = new KillActionProvider();

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "TERM"})
    void isADeathByThatSignal(String signal) throws Exception {
      assertThat(call.through(action, signal)).isEqualTo(new CniResponse.Signal(signal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGTERM", "term", "9", "USR1", " TERM"})
    void refusesOtherSignals(String raw) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.create(ActionArguments.raw(raw), RecordedCall.ALONE))
          .withMessageStartingWith("takes one of HUP INT QUIT ABRT KILL SEGV TERM, not ");
    }
  }

  @Nested
  class Returns {
    private final ReturnActionProvider action = new ReturnActionProvider();

    @Test
    void isExactlyTheText() throws Exception {
      assertThat(call.through(action, " {} ")).isEqualTo(CniResponse.success(" {} "));
      assertThat(call.through(action, "stdout", "")).isEqualTo(CniResponse.success(""));
    }

    @Test
    void isThePrevResultOnAdd() throws Exception {
      call.withPrevResult("{\"ips\":[]}");
      assertThat(call.through(action)).isEqualTo(CniResponse.success("{\"ips\":[]}"));
    }

    @Test
    void isAResultWithOnlyTheVersionWithoutAPrevResult() throws Exception {
      assertThat(call.through(action)).isEqualTo(CniResponse.success("{\"cniVersion\":\"0.4.0\"}"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADD")
    void isNothingOnOtherCommands(CniCommand command) throws Exception {
      call.of(command).withPrevResult("{}");
      assertThat(call.through(action)).isEqualTo(CniResponse.success(""));
    }
  }

  @Nested
  class Hangs {
    private final HangActionProvider action = new HangActionProvider();

    @Test
    void isAValueToo() throws Exception {
      assertThat(call.through(action)).isEqualTo(new CniResponse.Hang());
    }

    @Test
    void takesNoArgument() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> action.create(ActionArguments.raw("1"), RecordedCall.ALONE))
          .withMessage("takes no argument");
    }
  }
}
