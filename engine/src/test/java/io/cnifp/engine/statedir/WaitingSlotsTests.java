package io.cnifp.engine.statedir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("slots of waiting calls")
class WaitingSlotsTests {
  @TempDir private Path temporary;
  private WaitingSlots slots;

  @BeforeEach
  void inADirectory() {
    slots =
        new WaitingSlots(
            new StateDirectory(Map.of("CNI_FP_STATE_DIR", temporary.resolve("state").toString())));
  }

  @Test
  void areAsManyAsThePolicySays() {
    try (var _ = slots.acquire(2);
        var _ = slots.acquire(2)) {
      assertThatThrownBy(() -> slots.acquire(2))
          .isInstanceOfSatisfying(
              CniException.class, e -> assertThat(e.error().code()).isEqualTo(11))
          .hasMessageContaining("maxWaiting");
    }
  }

  @Test
  void areFreeAgainWhenTheirWaitIsOver() {
    slots.acquire(1).close();
    assertThatCode(() -> slots.acquire(1).close()).doesNotThrowAnyException();
  }

  @Test
  void areNoneIfThePolicyAllowsNone() {
    assertThatThrownBy(() -> slots.acquire(0)).isInstanceOf(CniException.class);
    assertThat(temporary.resolve("state/1/slots")).exists();
  }
}
