package io.cnifp.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CniVersionsTests {

  @ParameterizedTest
  @CsvSource({
    "1.1.0,1.1.0,true",
    "1.1.1,1.1.0,true",
    "2.0.0,1.1.0,true",
    "0.10.0,0.4.0,true",
    "1.0.9,1.1.0,false",
    "0.4.0,1.0.0,false",
    "1,1.0.0,true",
    "1.1,1.1.0,true",
    "1.1,1.1.1,false",
    "01.1.0,1.1.0,true"
  })
  void compareByTheirNumbers(String version, String other, boolean atLeast) {
    assertThat(CniVersions.isAtLeast(version, other)).isEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    "x,major,x",
    "1.x.0,minor,x",
    "1.1.x,micro,x",
    "1..0,minor,''",
    "'',major,''",
    "1.,minor,''",
    "-1.0.0,major,-1",
    "1.+1.0,minor,+1",
    "1.٣.0,minor,٣",
    "1.1234567890123456789.0,minor,1234567890123456789"
  })
  void areRefusedByTheirWrongPart(String version, String part, String text) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> CniVersions.isAtLeast(version, "1.0.0"))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(6))
        .withMessage(
            "failed to convert %s version part \"%s\": strconv.Atoi: parsing \"%s\": invalid"
                + " syntax",
            part, text, text);
  }

  @Test
  void haveAtMostThreeParts() {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> CniVersions.isAtLeast("1.0.0.0", "1.0.0"))
        .withMessage("invalid version \"1.0.0.0\": too many parts");
  }

  @Test
  void areSupportedFromTheFirstToTheLatest() {
    assertThat(CniVersions.SUPPORTED)
        .startsWith(CniVersions.DEFAULT)
        .endsWith(CniVersions.LATEST)
        .isSortedAccordingTo((a, b) -> CniVersions.isAtLeast(a, b) ? a.equals(b) ? 0 : 1 : -1);
  }
}
