package io.cnifp.engine.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.spi.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a recorded call site")
class RecordedCallSiteTests {
  private static final Path BRIDGE = Path.of("/opt/cni/bin/bridge");

  /** Cannot start anything, and counts how often it is asked to. */
  private static final class BrokenSite implements CallSite {
    private int runs;

    @Override
    public Execution run(Path executable, Map<String, String> environment, byte[] input) {
      runs++;
      throw new CniException(CniError.INTERNAL, "it cannot be started");
    }

    @Override
    public Duration sleep(Duration duration) {
      return duration;
    }

    @Override
    public Duration spin(Duration duration) {
      return duration;
    }

    @Override
    public Duration awaitRelease(CniRequest request, String point, Duration timeout) {
      throw new CniException(CniError.INTERNAL, "no state directory");
    }

    @Override
    public long random() {
      return 4;
    }

    @Override
    public void print(String line) {}
  }

  private final BrokenSite site = new BrokenSite();

  private static void assertFails(CallSite recorded) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> recorded.run(BRIDGE, Map.of(), new byte[0]))
        .withMessage("it cannot be started");
  }

  @Test
  void returnsTheFailureOfAnActWithoutDoingItAgain() throws Exception {
    CallRecord first = new CallRecord();
    CallSite recorded = new RecordedCallSite(first, site);
    assertFails(recorded);
    assertThat(recorded.sleep(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
    CallRecord second = new CallRecord(first.events());
    CallSite again = new RecordedCallSite(second, site);
    assertFails(again);
    assertThat(again.sleep(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(1));
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
    Decision decision = new Decision("cmdAdd", Optional.empty(), Duration.ofSeconds(3));
    assertThat(new CallRecord(List.of(decision)).maxWait()).contains(Duration.ofSeconds(3));
    assertThat(new CallRecord().maxWait()).isEmpty();
  }
}
