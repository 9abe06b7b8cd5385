package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "` 1*off\t`|1*off",
        "`1*off -> 2*off\r\n->off`|1*off->2*off->off",
        "007*off|7*off",
        "000*off|0*off",
        "2*05.50%off|05.50%2*off",
        "` 2* 5%  off`|5%2*off",
        "` delay(5) + off`|delay(5)+off",
        "`off [ pod = a , skip = 05 ]`|off[pod=a,skip=5]",
        "`off[pod != 'a b' ]`|off[pod!='a b']",
        "`error{ code = 011 ,msg = \"a\\n\" }`|error{code=011,msg=\"a\\n\"}",
        "`error{msg = a b }`|error{msg=a b}",
      })
  void dropsWhitespaceOutsideArgumentsAndLeadingZerosOfCounters(String text, String canonical) {
    assertThat(Failpoint.parse(text).print()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1*error( x  y )",
        "1*error(a\nb)",
        "error(\"x\")",
        "error{msg='\\u0041'}",
        "off[pod='a']",
        "error(007)",
        "sleep(007)",
        "spin(00)",
        "delay(007ms)",
        "delay(01..02)",
        ".5%off",
        "delay(٠٧)",
        "1*panic(a->b)",
        "error(;{[)"
      })
  void keepsArgumentsAsTheyWereWritten(String text) {
    assertThat(Failpoint.parse(text).print()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "delay(007),delay(7)",
    "delay(0909),delay(909)",
    "delay(0),delay(0)",
    "delay(000),delay(0)",
    "delay(100),delay(100)",
    "1*delay(0100)+sleep(01),1*delay(100)+sleep(01)",
    "delay(0010200),delay(10200)"
  })
  void takesLeadingZerosFromADelayOfBareDigits(String text, String canonical) {
    assertThat(Failpoint.parse(text).print()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" 2*5% off [every=3,skip=01 ]-> error{a='\\'' , b=\"}\"}+x( )", "off[pod='a,]']"})
  void isItsOwnCanonicalForm(String text) {
    String canonical = Failpoint.parse(text).print();
    assertThat(Failpoint.parse(canonical).print()).isEqualTo(canonical);
  }
}
