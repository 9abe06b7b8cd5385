package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownNameTests {

  @Test
  void showsAllKnownNamesInOrder() {
    assertThat(UnknownName.suffix("zzzz", List.of("b", "a"))).isEqualTo(" (known: a, b)");
    assertThat(UnknownName.suffix("zzzz", List.of())).isEqualTo(" (known: )");
  }

  /** At most two letters more, less, changed or swapped with their neighbour. */
  @ParameterizedTest
  @CsvSource({
    "delay,delay", "dela,delay", "del,delay", "delayed,delay", "xelay,delay", "xelax,delay",
    "edlay,delay", "dealyx,delay", "edlya,delay", "xdealy,delay", "delyaa,delay", "abcd,abdcx",
    "ab,ba", "ba,ab"
  })
  void findsTheNearestOne(String name, String known) {
    assertThat(UnknownName.suffix(name, List.of(known, "zzzzzzzzzz")))
        .endsWith("; did you mean " + known + "?)");
  }

  @ParameterizedTest
  @CsvSource({
    "de,delay",
    "delayers,delay",
    "xelxx,delay",
    "lade,delay",
    "edlyax,delay",
    "ayedl,delay",
    "abcde,badcx",
    "cba,xyz"
  })
  void findsNoneThatDiffersByMore(String name, String known) {
    assertThat(UnknownName.suffix(name, List.of(known))).isEqualTo(" (known: " + known + ")");
  }

  @Test
  void prefersTheNearerAndThenTheFirst() {
    assertThat(UnknownName.suffix("sleepy", List.of("sleeves", "sleep"))).contains("mean sleep?");
    assertThat(UnknownName.suffix("bat", List.of("cat", "bar"))).contains("mean bar?");
  }

  @Test
  void neitherShowsNorComparesNamesOfMoreThanFortyLetters() {
    String forty = "x".repeat(39) + "y";
    assertThat(UnknownName.shown(forty)).isEqualTo("\"" + forty + "\"");
    assertThat(UnknownName.shown(forty + "y")).isEqualTo("of 41 characters");
    assertThat(UnknownName.suffix(forty, List.of(forty + "z"))).contains("did you mean");
    assertThat(UnknownName.suffix(forty + "y", List.of(forty))).doesNotContain("did you mean");
  }
}
