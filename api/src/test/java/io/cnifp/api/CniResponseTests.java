package io.cnifp.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CniResponseTests {

  @Nested
  class Successes {
    @Test
    void areTheirBytes() {
      CniResponse.Success success = CniResponse.success("é");
      assertThat(success.output()).isEqualTo("é".getBytes(UTF_8));
      assertThat(success.text()).isEqualTo("é");
      assertThat(success).hasToString("Success[é]");
    }

    @Test
    void areEqualByTheirBytes() {
      CniResponse.Success success = CniResponse.success("a");
      assertThat(success).isEqualTo(new CniResponse.Success(new byte[] {'a'}));
      assertThat(success).hasSameHashCodeAs(new CniResponse.Success(new byte[] {'a'}));
      assertThat(success).isNotEqualTo(CniResponse.success("b"));
      assertThat(success).isNotEqualTo(CniResponse.failure(1, "a"));
    }

    @Test
    void areImmutable() {
      byte[] given = {'a'};
      CniResponse.Success success = new CniResponse.Success(given);
      given[0] = 'b';
      success.output()[0] = 'c';
      assertThat(success.text()).isEqualTo("a");
    }
  }

  @Nested
  class Exits {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void haveAStatus(int status) {
      assertThat(new CniResponse.Exit(status, "").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Integer.MAX_VALUE})
    void haveNoStatusThatTheParentCouldNotSee(int status) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CniResponse.Exit(status, ""))
          .withMessage("the exit status " + status + " is not from 0 to 255");
    }

    @Test
    void areNeverWithoutDiagnostics() {
      assertThatNullPointerException().isThrownBy(() -> new CniResponse.Exit(1, null));
    }
  }

  @Nested
  class Signals {
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "TERM"})
    void areThoseOfTheLanguage(String name) {
      assertThat(new CniResponse.Signal(name).name()).isEqualTo(name);
      assertThat(CniResponse.Signal.NAMES).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIGTERM", "term", "USR1", "9"})
    void areNoOthers(String name) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CniResponse.Signal(name))
          .withMessage("unknown signal " + name);
    }
  }

  @Test
  void aFailureIsNeverWithoutAnError() {
    assertThat(CniResponse.failure(7, "x"))
        .isEqualTo(new CniResponse.Failure(new CniError(7, "x")));
    assertThatNullPointerException().isThrownBy(() -> new CniResponse.Failure(null));
  }

  @Test
  void hangsAreAllAlike() {
    assertThat(new CniResponse.Hang()).isEqualTo(new CniResponse.Hang());
  }
}
