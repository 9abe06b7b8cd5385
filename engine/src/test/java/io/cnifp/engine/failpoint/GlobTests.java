package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTests {

  @ParameterizedTest
  @CsvSource({
    "web-1,web-1",
    "web-*,web-1",
    "web-*,web-",
    "*,x",
    "*,''",
    "**,''",
    "'',''",
    "?,x",
    "w?b,web",
    "*-1,web-1",
    "*b-*,web-1",
    "a*b*c,aXbYc",
    "a*b*c,abbbcc",
    "*a?,xaay",
    "a**c,abc",
    "?*?,ab",
    "?,😀",
    "*?,a😀",
    "a😀*,a😀b",
    "[a],[a]",
    "a.c,a.c",
    "\\*,\\x",
    "*ab,aab",
    "*aab*aab,aaabaab"
  })
  void matchesTheWholeText(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "web-1,web-12", "web-1,xweb-1", "web-*,wEb-1", "web-*,Xweb-1", "?,''", "?,ab", "??,😀", "'',x",
    "*a,ab", "a*b,ac", "a*b*c,acb", "[ab],a", "a.c,abc", "web-?,web-", "*?*?,a", "*aab,aabb"
  })
  void refusesWhatDiffersAnywhere(String pattern, String text) {
    assertThat(Glob.matches(pattern, text)).isFalse();
  }

  @Test
  void takesTimeThatIsBoundedByTheProductOfTheLengths() {
    String pattern = "*a".repeat(30) + "*b";
    String text = "a".repeat(25_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(Glob.matches(pattern, text)).isFalse();
          assertThat(Glob.matches(pattern, text + "b")).isTrue();
          assertThat(Glob.matches("*".repeat(60_000), text)).isTrue();
          assertThat(Glob.matches("*" + "?".repeat(20_000), text)).isTrue();
        });
  }
}
