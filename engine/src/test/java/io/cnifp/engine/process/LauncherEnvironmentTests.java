package io.cnifp.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LauncherEnvironmentTests {
  private static final Optional<Path> HOME = Optional.of(Path.of("/opt/cni-fp"));

  @Test
  void restoresWhatTheRuntimeGave() {
    LauncherEnvironment environment =
        LauncherEnvironment.of(
            Map.of(
                "PATH", "/bin",
                "LC_ALL", "C.UTF-8",
                "CNI_FP_UNSET", "LC_ALL",
                "CNI_FP_ENV_LD_PRELOAD", "x.so",
                "CNI_FP_ENV_CLASSPATH", "",
                "CNI_FP_PROCESS", "1;state",
                "CNI_FP_POLICY", "/policy"));
    assertThat(environment.given())
        .isEqualTo(
            Map.of(
                "PATH", "/bin", "LD_PRELOAD", "x.so", "CLASSPATH", "", "CNI_FP_POLICY", "/policy"));
    assertThat(environment.exec(HOME))
        .contains(new LauncherExec(Path.of("/opt/cni-fp/bin/launcher"), "1;state"));
    assertThat(environment.exec(Optional.empty())).isEmpty();
  }

  @Test
  void givesBackALocaleThatWasSet() {
    LauncherEnvironment environment =
        LauncherEnvironment.of(Map.of("LC_ALL", "C.UTF-8", "CNI_FP_ENV_LC_ALL", "POSIX"));
    assertThat(environment.given()).isEqualTo(Map.of("LC_ALL", "POSIX"));
  }

  @Test
  void startsNothingByALauncherThatHasNotStartedThisProcess() {
    assertThat(LauncherEnvironment.of(Map.of()).exec(HOME)).isEmpty();
  }
}
