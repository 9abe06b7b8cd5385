package io.cnifp.engine.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.interception.Decision;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.PendingAct;
import io.cnifp.engine.interception.WaitLimits;
import io.cnifp.engine.source.FailpointSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRecordTextTests {
  private static final byte[] NONE = {};
  private static final Duration ONE = Duration.ofMillis(1);

  static Stream<CallEvent> events() {
    FailpointSource file =
        new FailpointSource(
            Optional.of(Path.of("/f.json")), FailpointSource.Origin.ANNOTATION, true);
    FailpointSource inline =
        new FailpointSource(Optional.empty(), FailpointSource.Origin.CONFIGURATION, false);
    return Stream.of(
        Decision.passedOver("cmdAdd"),
        new Decision("cmdAdd", Optional.of(inline), Optional.empty(), WaitLimits.NONE),
        new Decision(
            "cmdAdd",
            Optional.of(file),
            Optional.of(new Decision.Fired("/f.json", 2, "off,error(\"x\")", OptionalLong.of(-1))),
            new WaitLimits(Duration.ofSeconds(90), OptionalInt.of(3))),
        new CallEvent.Ran(
            Path.of("/opt/cni/bin/bridge"),
            Map.of("A", "1=2", "B", ""),
            "\u00ff{}",
            Optional.of(new DelegateLimit(ONE, "TERM")),
            Optional.empty()),
        new CallEvent.Ran(
            Path.of("/opt/cni/bin/bridge"),
            Map.of(),
            "",
            Optional.empty(),
            Optional.of(new Execution(143, new byte[] {0, -1, '"'}, "no\nway"))),
        new CallEvent.Failed("Ran", new CniError(999, "no", "details")),
        new CallEvent.Slept(ONE, Duration.ofNanos(1_000_001)),
        new CallEvent.Spun(ONE, ONE),
        new CallEvent.Paused("cmdAdd", ONE, ONE),
        new CallEvent.Hung(ONE, ONE),
        new CallEvent.ReadClock(Instant.ofEpochSecond(1, 2)),
        new CallEvent.Kept("acme.x", "add n 1", "{\"n\":1}"),
        new CallEvent.Drew(Long.MIN_VALUE),
        new CallEvent.Written("{\"half\":"),
        new CallEvent.Printed("a \"line\""));
  }

  @ParameterizedTest
  @MethodSource("events")
  void isReadAsItWasWritten(CallEvent event) {
    byte[] text = CallRecordText.write(new CallRecord(List.of(event, event)));
    assertThat(CallRecordText.read(text).events()).containsExactly(event, event);
  }

  @Test
  void isEmptyForACallThatBegins() {
    assertThat(CallRecordText.read(NONE).events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{}",
        "[1]",
        "[{}]",
        "[{\"kind\":\"Other\"}]",
        "[{\"kind\":\"Drew\"}]",
        "[{\"kind\":\"Slept\",\"duration\":\"long\",\"elapsed\":\"PT1S\"}]",
        "[{\"kind\":\"Decision\",\"point\":\"cmdAdd\",\"origin\":\"UNKNOWN\",\"optional\":true}]"
      })
  void refusesWhatIsNoRecord(String text) {
    assertThatThrownBy(() -> CallRecordText.read(text.getBytes(UTF_8)))
        .isInstanceOf(CniException.class)
        .hasMessageContaining("the record of the call is damaged");
  }

  @Test
  void continuesWithTheLastActAndItsOutcome() {
    byte[] record = CallRecordText.write(new CallRecord(List.of(Decision.passedOver("cmdAdd"))));
    byte[] act = ActText.write(new PendingAct.Sleep(ONE)).toBytes();
    byte[] outcome = Fields.of(Fields.field("slept"), Fields.field("1000001")).toBytes();
    assertThat(CallRecordText.read(Fields.of(record, act, outcome), 0).events())
        .containsExactly(
            Decision.passedOver("cmdAdd"), new CallEvent.Slept(ONE, Duration.ofNanos(1_000_001)));
    assertThat(CallRecordText.read(Fields.of(record, act, NONE), 0).events()).hasSize(1);
  }
}
