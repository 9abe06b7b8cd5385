package io.cnifp.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LauncherEnvironmentTests {
  private static final Optional<Path> HOME = Optional.of(Path.of("/opt/cni-fp"));

  private final LauncherEnvironment environment =
      LauncherEnvironment.of(
          Map.of(
              "PATH", "/bin",
              "LC_ALL", "C.UTF-8",
              "~C_ALL", "POSIX",
              "~D_PRELOAD", "x.so",
              "CNI_FP_PROCESS", "1;state",
              "CNI_FP_POLICY", "/policy"));

  @Test
  void isWhatTheRuntimeGaveButForWhatTheLauncherHides() {
    assertThat(environment.given()).isEqualTo(Map.of("PATH", "/bin", "CNI_FP_POLICY", "/policy"));
    assertThat(environment.exec(HOME))
        .contains(new LauncherExec(Path.of("/opt/cni-fp/bin/launcher"), "1;state"));
    assertThat(environment.exec(Optional.empty())).isEmpty();
  }

  @Test
  void isTheEnvironmentOfThisProcessIfNoLauncherHasStartedIt() {
    Map<String, String> all = Map.of("LC_ALL", "de_DE.UTF-8", "~D", "1");
    assertThat(LauncherEnvironment.of(all).given()).isEqualTo(all);
  }

  @Test
  void changesOnlyWhatDiffersInAProcessToStart() {
    ProcessBuilder builder = new ProcessBuilder("/bin/true");
    Map<String, String> inherited = builder.environment();
    Map<String, String> wanted = new HashMap<>(inherited);
    inherited.put("~D_PRELOAD", "x.so");
    inherited.put("LC_ALL", "C.UTF-8");
    inherited.put("CHANGED", "1");
    wanted.remove("LC_ALL");
    wanted.put("CHANGED", "2");
    wanted.put("NEW", "");
    LauncherEnvironment.set(builder, wanted);
    wanted.put("~D_PRELOAD", "x.so");
    assertThat(builder.environment()).isEqualTo(wanted);
  }

  @Test
  void startsNothingByALauncherThatHasNotStartedThisProcess() {
    assertThat(LauncherEnvironment.of(Map.of()).exec(HOME)).isEmpty();
  }
}
