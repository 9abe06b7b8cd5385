package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(environment.exec(HOME, Optional.empty()))
        .contains(
            new LauncherExec(Path.of("/opt/cni-fp/bin/launcher"), "1;state", Optional.empty()));
    assertThat(environment.exec(Optional.empty(), Optional.empty())).isEmpty();
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
    assertThat(LauncherEnvironment.of(Map.of()).exec(HOME, Optional.empty())).isEmpty();
  }

  /** A variable a line; ~ begins the names that the launcher hides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A=1 B=2       | A=1 B=2     | A=1 B=2",
        "A=1 B=2       | A=1         | A=1",
        "A=1 B=2       | A=1 B=3     | A=1 B=3",
        "A=1           | A=1 C=      | A=1 C=",
        "A=1=2 B=      | A=1=2 B=    | A=1=2 B=",
        "~LC_ALL=x A=1 | A=1         | ~LC_ALL=x A=1",
        "A=1 A=2       | A=2         | A=2",
        "=C:=d A=1     | =C:=d A=1   | =C:=d A=1",
        "nothing A=1   | A=1         | A=1",
        "A=1           | ''          | ''"
      })
  void aBlockHasWhatIsWantedAndWhatIsHidden(String inherited, String wanted, String block) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String variable : wanted.isEmpty() ? new String[0] : wanted.split(" ", -1)) {
      int equals = variable.indexOf('=', 1);
      variables.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    assertThat(new String(LauncherEnvironment.block(block(inherited), variables, UTF_8), UTF_8))
        .isEqualTo(new String(block(block), UTF_8));
  }

  @Test
  void aValueThatIsNoTextIsPassedOnByteForByte() {
    byte[] inherited = {'A', '=', (byte) 0xff, (byte) 0xfe, 0};
    String decoded = new String(inherited, 2, 2, UTF_8);
    assertThat(LauncherEnvironment.block(inherited, Map.of("A", decoded), UTF_8))
        .isEqualTo(inherited);
  }

  @Test
  void namesThatAreNoTextAreToldApartByTheirBytes() {
    byte[] inherited = {(byte) 0xff, '=', (byte) 0xff, 0, (byte) 0xfe, '=', (byte) 0xfe, 0};
    String decoded = new String(inherited, 0, 1, UTF_8);
    assertThat(LauncherEnvironment.block(inherited, Map.of(decoded, decoded), UTF_8))
        .isEqualTo(inherited);
  }

  @ParameterizedTest
  @CsvSource({"A=B, x", "A\0B, x", "A, x\0B=y"})
  void aBlockIsRefusedAVariableThatWouldBeTwo(String name, String value) {
    assertThatThrownBy(() -> LauncherEnvironment.block(new byte[0], Map.of(name, value), UTF_8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a variable's name or value is invalid: " + name);
  }

  private static byte[] block(String variables) {
    return variables.isEmpty()
        ? new byte[0]
        : (variables.replace(' ', '\0') + "\0").getBytes(UTF_8);
  }
}
