package io.cnifp.engine.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.delegates.BridgeDelegateProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CNI plugin, here a shell script, is run as the runtime would run it. */
@Timeout(60)
class CniPluginDelegateTests {
  private static final String RESULT = "{\"cniVersion\":\"1.0.0\"}";

  @TempDir private Path directory;
  private final FakeContext context = new FakeContext();

  private Path script(String text) throws IOException {
    Path script = Files.writeString(directory.resolve("bridge"), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private CniRequest call(CniCommand command, Map<String, String> variables, byte[] input) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("CNI_PATH", directory.toString());
    return CniRequest.of(command, environment, input, JsonObject.of(), "1.0.0");
  }

  private CniRequest call(CniCommand command) {
    return call(command, Map.of(), new byte[0]);
  }

  private CniResponse invoke(CniRequest call) throws InterruptedException {
    return new BridgeDelegateProvider().create(context).invoke(call);
  }

  private CniResponse add() throws InterruptedException {
    return invoke(call(CniCommand.ADD));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Nested
  class Gets {
    @Test
    void theEnvironmentOfTheCallAndTheDepthOfDelegation() throws Exception {
      script("/bin/cat /proc/$$/environ > " + directory.resolve("environ"));
      Map<String, String> environment =
          Map.of("CNI_COMMAND", "ADD", "CNI_ARGS", "A=b;C= d=e", "EMPTY", "", "PATH", "/nowhere");
      invoke(call(CniCommand.ADD, environment, new byte[0]));
      Map<String, String> seen = new TreeMap<>();
      for (String variable : Files.readString(directory.resolve("environ")).split("\0", -1)) {
        if (!variable.isEmpty()) {
          seen.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }
      }
      Map<String, String> expected = new HashMap<>(environment);
      expected.put("CNI_FP_NESTING", "1");
      expected.put("CNI_PATH", directory.toString());
      assertThat(seen).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 3 << 20})
    void standardInputByteForByte(int length) throws Exception {
      script("/bin/cat > " + directory.resolve("stdin"));
      byte[] netconf = noise(length);
      invoke(call(CniCommand.ADD, Map.of(), netconf));
      assertThat(directory.resolve("stdin")).hasBinaryContent(netconf);
    }

    @Test
    void nothingOfTheLaunchersStandardStreams() throws Exception {
      script("fds=$(/bin/ls -l /proc/$$/fd); echo \"$fds\" > " + directory.resolve("fd"));
      add();
      assertThat(Files.readAllLines(directory.resolve("fd")))
          .filteredOn(line -> line.matches(".* [012] -> .*"))
          .hasSize(3)
          .allMatch(line -> line.contains(" -> pipe:"));
    }
  }

  @Nested
  class Gives {
    @Test
    void itsStandardOutputByteForByteAsTheResultOfAdd() throws Exception {
      Path output = Files.write(directory.resolve("output"), noise(1 << 20));
      script("/bin/cat " + output + "; /bin/cat >/dev/null");
      CniResponse response = invoke(call(CniCommand.ADD, Map.of(), noise(1 << 20)));
      assertThat(response).isEqualTo(new CniResponse.Success(noise(1 << 20)));
    }

    @ParameterizedTest
    @EnumSource(
        mode = EnumSource.Mode.EXCLUDE,
        names = {"ADD", "VERSION"})
    void nothingOnOtherCommands(CniCommand command) throws Exception {
      script("echo text");
      assertThat(invoke(call(command))).isEqualTo(CniResponse.success(""));
    }

    @Test
    void itsStandardErrorAlsoWhenItSucceeds() throws Exception {
      script("printf 'é one\\ntwo' >&2; printf '%s' '" + RESULT + "'");
      assertThat(add()).isEqualTo(CniResponse.success(RESULT));
      assertThat(context.printed()).isEqualTo("é one\ntwo");
    }

    @Test
    void itsErrorAsItIs() throws Exception {
      script("printf '%s' '{\"code\":11,\"msg\":\"later\"}'; exit 1");
      assertThat(add()).isEqualTo(CniResponse.failure(11, "later"));
      assertThat(context.printed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "exit 3,exit status 3", "kill -9 $$,signal: killed",
      "kill -11 $$,signal: segmentation fault", "kill -15 $$,signal: terminated"
    })
    void itsExitStatusOrSignal(String command, String status) throws Exception {
      script(command);
      assertThat(add())
          .isEqualTo(CniResponse.failure(999, "netplugin failed with no error message: " + status));
    }

    @Test
    void upToEightMegabytes() throws Exception {
      script("/usr/bin/head -c 8388608 /dev/zero");
      assertThat(((CniResponse.Success) add()).output()).hasSize(8388608);
      script("/usr/bin/head -c 8388609 /dev/zero");
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> add())
          .withMessage(
              "the delegate "
                  + directory.resolve("bridge")
                  + " wrote more than 8388608 bytes as its reply");
    }
  }

  @Nested
  class Need {
    @Test
    void notReadItsInput() throws Exception {
      script("printf '%s' '" + RESULT + "'");
      CniResponse response = invoke(call(CniCommand.ADD, Map.of(), noise(3 << 20)));
      assertThat(response).isEqualTo(CniResponse.success(RESULT));
    }

    @Test
    void beExecutable() throws Exception {
      Files.setPosixFilePermissions(script(""), PosixFilePermissions.fromString("rw-r--r--"));
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> add())
          .withMessage(
              "netplugin failed with no error message: fork/exec "
                  + directory.resolve("bridge")
                  + ": permission denied");
    }

    @Test
    void beInThePath() {
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> add())
          .withMessage("failed to find plugin \"bridge\" in path [" + directory + "]");
    }
  }
}
