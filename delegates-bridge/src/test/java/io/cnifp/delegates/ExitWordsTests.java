package io.cnifp.delegates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitWordsTests {
  @ParameterizedTest
  @CsvSource({
    "0, exit status 0",
    "128, exit status 128",
    "129, signal: hangup",
    "130, signal: interrupt",
    "131, signal: quit",
    "132, signal: illegal instruction",
    "133, signal: trace/breakpoint trap",
    "134, signal: aborted",
    "135, signal: bus error",
    "136, signal: floating point exception",
    "137, signal: killed",
    "139, signal: segmentation fault",
    "141, signal: broken pipe",
    "142, signal: alarm clock",
    "143, signal: terminated",
    "147, signal: stopped (signal)",
    "152, signal: CPU time limit exceeded",
    "159, signal: bad system call",
    "160, signal: signal 32",
    "192, signal: signal 64",
    "193, exit status 193",
    "255, exit status 255"
  })
  void areThoseOfGo(int status, String words) {
    assertThat(ExitWords.of(status)).isEqualTo(words);
  }
}
