package io.cnifp.engine.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.PendingAct;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActOutcomeTests {
  private static final PendingAct.Run RUN =
      new PendingAct.Run(Path.of("/bin/x"), Map.of("A", "b=c", "E", ""), new byte[] {1, -1});

  private static byte[] outcome(String... fields) {
    byte[][] all = new byte[fields.length][];
    for (int i = 0; i < fields.length; i++) {
      all[i] = Fields.field(fields[i]);
    }
    return Fields.of(all).toBytes();
  }

  @Test
  void ofAnExecutableHasItsStatusAndOutput() {
    CallEvent.Ran ran = (CallEvent.Ran) ActOutcome.event(RUN, outcome("exited", "3", "out", "err"));
    assertThat(ran.executable()).isEqualTo(RUN.executable());
    assertThat(ran.environment()).isEqualTo(RUN.environment());
    assertThat(ran.input()).isEqualTo("\u0001\u00ff");
    assertThat(ran.execution().orElseThrow().status()).isEqualTo(3);
    assertThat(ran.execution().orElseThrow().text()).isEqualTo("out");
    assertThat(ran.execution().orElseThrow().diagnostics()).isEqualTo("err");
  }

  @ParameterizedTest
  @CsvSource({
    "failed, 8, netplugin failed with no error message: fork/exec /bin/x: exec format error",
    "failed, 4711, netplugin failed with no error message: fork/exec /bin/x: errno 4711",
    "large, 0, the delegate /bin/x wrote more than 8388608 bytes as its reply",
  })
  void ofAnExecutableThatDidNotRunIsTheErrorOfACallOfItsOwn(
      String kind, String number, String message) {
    CallEvent.Failed failed = (CallEvent.Failed) ActOutcome.event(RUN, outcome(kind, number));
    assertThat(failed.act()).isEqualTo("Ran");
    assertThat(failed.error().code()).isEqualTo(999);
    assertThat(failed.error().message()).isEqualTo(message);
  }

  @Test
  void refusesTheOutcomeOfAnotherAct() {
    PendingAct sleep = new PendingAct.Sleep(Duration.ofMillis(1));
    assertThatThrownBy(() -> ActOutcome.event(sleep, outcome("printed")))
        .isInstanceOf(CniException.class);
    assertThatThrownBy(() -> ActOutcome.event(RUN, outcome("slept", "1")))
        .isInstanceOf(CniException.class);
    assertThatThrownBy(() -> ActOutcome.event(RUN, outcome("exited")))
        .isInstanceOf(CniException.class);
  }

  @Test
  void isOfAnActThatIsReadAsItWasWritten() {
    PendingAct.Run read = (PendingAct.Run) ActText.read(ActText.write(RUN).toBytes());
    assertThat(read.executable()).isEqualTo(RUN.executable());
    assertThat(read.environment()).isEqualTo(RUN.environment());
    assertThat(read.input()).isEqualTo(RUN.input());
    PendingAct print = new PendingAct.Print("a line");
    assertThat(ActText.read(ActText.write(print).toBytes())).isEqualTo(print);
    assertThatThrownBy(() -> ActText.write(new PendingAct.HandOver("hang")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ActText.read(outcome("other"))).isInstanceOf(CniException.class);
  }
}
