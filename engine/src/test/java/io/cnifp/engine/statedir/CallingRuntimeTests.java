package io.cnifp.engine.statedir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("the process that made a call")
class CallingRuntimeTests {
  @Test
  void isTheParent() {
    ProcessHandle self = ProcessHandle.current();
    CallingRuntime runtime = CallingRuntime.ofThisProcess();
    assertThat(runtime.pid()).isEqualTo(self.parent().orElseThrow().pid());
    assertThat(runtime.start()).isPositive();
    assertThat(CallingRuntime.of(self.pid())).isEqualTo(runtime);
    assertThat(runtime.isParentOf(self.pid())).isTrue();
    assertThat(new CallingRuntime(runtime.pid(), runtime.start() + 1).isParentOf(self.pid()))
        .isFalse();
  }

  @Test
  @Timeout(30)
  void isFoundAfterANameWithParenthesesAndSpaces() throws Exception {
    Process named =
        new ProcessBuilder("/bin/sh", "-c", "printf 'a) 7 (' >/proc/$$/comm; read -r line").start();
    try {
      while (!name(named).equals("a) 7 (")) {
        Thread.onSpinWait();
      }
      assertThat(CallingRuntime.of(named.pid()).pid()).isEqualTo(ProcessHandle.current().pid());
    } finally {
      named.destroyForcibly().waitFor();
    }
  }

  @Test
  void hasNoIdIfThereIsNoSuchProcess() {
    assertThat(CallingRuntime.of(Long.MAX_VALUE).pid()).isZero();
  }

  private static String name(Process process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/comm")).strip();
  }
}
