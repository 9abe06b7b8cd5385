package io.cnifp.engine.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.Calls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a recorded call site")
class RecordedCallSiteTests {
  private static final Path BRIDGE = Path.of("/opt/cni/bin/bridge");

  /** Cannot start anything, and counts how often it is asked to. */
  private static final class BrokenSite implements CallSite {
    private int runs;

    @Override
    public Execution run(
        Path executable,
        Map<String, String> environment,
        byte[] input,
        Optional<DelegateLimit> limit) {
      runs++;
      throw new CniException(CniError.INTERNAL, "it cannot be started");
    }

    @Override
    public Duration sleep(Wait wait) {
      return wait.duration();
    }

    @Override
    public Duration spin(Wait wait) {
      return wait.duration();
    }

    @Override
    public Duration hang(Wait wait) {
      return wait.duration();
    }

    @Override
    public Duration awaitRelease(Wait wait) {
      throw new CniException(CniError.INTERNAL, "no state directory");
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public Registration onTermination(Runnable callback) {
      return () -> {};
    }

    @Override
    public long random() {
      return 4;
    }

    @Override
    public void write(String output) {}

    @Override
    public void print(String line) {}
  }

  private final BrokenSite site = new BrokenSite();

  private static Wait millisecond() {
    return new Wait(Calls.add(""), "cmdAdd", Duration.ofMillis(1), OptionalInt.empty());
  }

  private static void assertFails(CallSite recorded) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> recorded.run(BRIDGE, Map.of(), new byte[0], Optional.empty()))
        .withMessage("it cannot be started");
  }

  @Test
  void returnsTheFailureOfAnActWithoutDoingItAgain() throws Exception {
    CallRecord first = new CallRecord();
    CallSite recorded = new RecordedCallSite(first, site);
    assertFails(recorded);
    assertThat(recorded.sleep(millisecond())).isEqualTo(Duration.ofMillis(1));
    CallRecord second = new CallRecord(first.events());
    CallSite again = new RecordedCallSite(second, site);
    assertFails(again);
    assertThat(again.sleep(millisecond())).isEqualTo(Duration.ofMillis(1));
    assertThat(site.runs).isEqualTo(1);
    assertThat(second.events()).isEqualTo(first.events());
  }

  @Test
  void staysFailedAfterAnotherActThanTheRecordedOne() {
    CallRecord record = new CallRecord(List.of(new CallEvent.Drew(1), new CallEvent.Drew(2)));
    CallSite recorded = new RecordedCallSite(record, site);
    String message = "the call cannot be finished: it does another act than was recorded";
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> recorded.print("a"))
        .withMessage(message);
    assertThatExceptionOfType(CniException.class).isThrownBy(recorded::random).withMessage(message);
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(record::requireFollowed)
        .withMessage(message);
  }

  @Test
  void keepsTheLimitOfWaitsUnderWhichTheCallBegan() {
    WaitLimits limits = new WaitLimits(Duration.ofSeconds(3), OptionalInt.of(2));
    Decision decision = new Decision("cmdAdd", Optional.empty(), Optional.empty(), limits);
    assertThat(new CallRecord(List.of(decision)).first().map(Decision::limits)).contains(limits);
    assertThat(new CallRecord().first()).isEmpty();
  }
}
