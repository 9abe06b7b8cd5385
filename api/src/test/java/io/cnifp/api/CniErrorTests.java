package io.cnifp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class CniErrorTests {

  @Test
  void hasNoDetailsUnlessGiven() {
    assertThat(new CniError(11, "try again")).isEqualTo(new CniError(11, "try again", ""));
  }

  @Test
  void hasACodeThatIsNotNegative() {
    assertThat(new CniError(0, "").code()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CniError(-1, "x"))
        .withMessage("the code -1 is negative");
  }

  @Test
  void isNeverWithoutAMessage() {
    assertThatNullPointerException().isThrownBy(() -> new CniError(1, null)).withMessage("message");
    assertThatNullPointerException()
        .isThrownBy(() -> new CniError(1, "x", null))
        .withMessage("details");
  }

  @Test
  void isCarriedByAnExceptionWithoutAStackTrace() {
    CniError error = new CniError(11, "try again", "later");
    CniException exception = new CniException(error);
    assertThat(exception.error()).isSameAs(error);
    assertThat(exception).hasMessage("try again");
    assertThat(exception.getStackTrace()).isEmpty();
    assertThat(new CniException(7, "x").error()).isEqualTo(new CniError(7, "x"));
  }
}
