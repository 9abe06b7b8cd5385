package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each action as the runtime meets it: exit status or signal, standard output byte for byte,
 * standard error, whether the delegate ran, and what the file holds afterwards.
 */
@DisplayName("an action")
class ActionsIT {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void somewhere() throws IOException {
    scene = new Scene(directory);
  }

  /** Columns: failpoint, exit status, stdout, stderr, whether the delegate ran, failpoint left. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1*off             | 0 | {"cniVersion":"1.1.0","ips":[]}  | ``           | true  | 0*off
          2*panic(now)      | 2 | ``                               | panic: now\\n | false | 1*panic(now)
          1*panic           | 2 | ``          | panic: failpoint cmdAdd\\n         | false | 0*panic
          1*delay(10)       | 0 | {"cniVersion":"1.1.0","ips":[]}  | ``           | true  | 0*delay(10)
          sleep(1ms..5ms)   | 0 | {"cniVersion":"1.1.0","ips":[]}  | ``           | true  | sleep(1ms..5ms)
          1*spin(5ms)       | 0 | {"cniVersion":"1.1.0","ips":[]}  | ``           | true  | 0*spin(5ms)
          print(hé)         | 0 | {"cniVersion":"1.1.0","ips":[]}  | hé\\n         | true  | print(hé)
          1*print+panic(x)  | 2 | ``           | failpoint cmdAdd\\npanic: x\\n    | false | 0*print+panic(x)
          return            | 0 | {"cniVersion":"1.1.0"}           | ``           | false | return
          1*return({})      | 0 | {}                               | ``           | false | 0*return({})
          return{stdout=''} | 0 | ``                               | ``           | false | return{stdout=''}
          exit(0)           | 0 | ``                               | ``           | false | exit(0)
          1*exit(255)       | 255 | ``                             | ``           | false | 0*exit(255)
          truncate(10)      | 0 | {"cniVersi                       | ``           | true  | truncate(10)
          truncate(0)       | 0 | ``                               | ``           | true  | truncate(0)
          1*append(x)       | 0 | {"cniVersion":"1.1.0","ips":[]}x | ``           | true  | 0*append(x)
          patch({"ips":null})      | 0 | {"cniVersion":"1.1.0"}    | ``           | true  | patch({"ips":null})
          truncate(3)+append(-)    | 0 | {"c                       | ``           | true  | truncate(3)+append(-)
          append(-)+truncate(3)    | 0 | {"c-                      | ``           | true  | append(-)+truncate(3)
          1*prepend(x)      | 0 | x{"cniVersion":"1.1.0","ips":[]} | ``           | true  | 0*prepend(x)
          1*abort(1h)       | 0 | {"cniVersion":"1.1.0","ips":[]}  | ``           | true  | 0*abort(1h)
          1*exit{status=3,stdout='{"c'} | 3 | {"c                  | ``           | false | 0*exit{status=3,stdout='{"c'}
          1*patch([{"op":"remove","path":"/ips"}]) | 0 | {"cniVersion":"1.1.0"} | `` | true | 0*patch([{"op":"remove","path":"/ips"}])
          0%off->1*exit(3)  | 3 | ``                               | ``           | false | 0%off->0*exit(3)
          """)
  void endsTheCallAsItSays(
      String failpoint, int status, String stdout, String stderr, boolean delegated, String left)
      throws Exception {
    ProcessResult finished = scene.failpoint("cmdAdd", failpoint).call(Image.built(), "ADD");
    assertThat(finished.stdout()).isEqualTo(stdout);
    assertThat(finished.stderr()).isEqualTo(stderr.replace("\\n", "\n"));
    assertThat(finished.status()).isEqualTo(status);
    assertThat(scene.calls()).isEqualTo(delegated ? List.of("ADD") : List.of());
    assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"" + left.replace("\"", "\\\"") + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          error                                   | 999 | failpoint cmdAdd |
          error(x)                                | 999 | x                |
          error{code=11,msg='try (later)'}        | 11  | try (later)      |
          error{code=2147483647,msg=m,details=d}  | 2147483647 | m         | d
          """)
  void failsTheCall(String step, long code, String message, String details) throws Exception {
    ProcessResult finished = scene.failpoint("cmdAdd", "1*" + step).call(Image.built(), "ADD");
    assertThat(finished.stdout())
        .isEqualTo(
            "{\n    \"cniVersion\": \"1.1.0\",\n    \"code\": "
                + code
                + ",\n    \"msg\": \""
                + message
                + (details == null ? "" : "\",\n    \"details\": \"" + details)
                + "\"\n}\n");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(scene.calls()).isEmpty();
    assertThat(scene.left()).contains("\"0*error");
  }

  /** The shell's 128 + n says a signal only if it isn't an exit status, so Python tells it. */
  @ParameterizedTest
  @CsvSource({"HUP, 1", "INT, 2", "QUIT, 3", "ABRT, 6", "KILL, 9", "SEGV, 11", "TERM, 15"})
  void diesByASignal(String name, int number) throws Exception {
    scene.failpoint("cmdAdd", "1*kill(" + name + ")");
    ProcessResult finished = underPython();
    assertThat(finished.stdout()).isEqualTo("-" + number + "\n");
    assertThat(finished.stderr()).isEmpty();
    assertThat(scene.calls()).isEmpty();
    assertThat(scene.left()).contains("0*kill(" + name + ")");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(file -> file.startsWith("core") || file.startsWith("hs_err"));
    }
  }

  /** Runs the call in the scene's directory, with dumps allowed, and prints how it ended. */
  private ProcessResult underPython() throws Exception {
    String script =
        "import resource,subprocess,sys\n"
            + "most = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
            + "resource.setrlimit(resource.RLIMIT_CORE, (most, most))\n"
            + "p = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, cwd='"
            + directory
            + "')\n"
            + "assert not p.stdout, p.stdout\n"
            + "print(p.returncode)\n";
    return ProcessResult.of(
        List.of("/usr/bin/python3", "-c", script, Image.built().launcher().toString()),
        scene.environment("ADD"),
        scene.stdin());
  }

  @Nested
  class AfterTheDelegate {

    @ParameterizedTest
    @CsvSource({
      "afterAdd, ADD",
      "afterDel, DEL",
      "afterCheck, CHECK",
      "afterGc, GC",
      "afterStatus, STATUS"
    })
    void losesTheReply(String point, String command) throws Exception {
      scene.failpoint(point, "1*error(reply lost)");
      ProcessResult lost = scene.call(Image.built(), command);
      assertThat(lost.stdout()).contains("\"msg\": \"reply lost\"");
      assertThat(lost.status()).isEqualTo(1);
      assertThat(scene.call(Image.built(), command).status()).isZero();
      assertThat(scene.calls()).containsExactly(command, command);
      assertThat(scene.left()).isEqualTo("{\"" + point + "\":\"0*error(reply lost)\"}");
    }

    @Test
    void isNotReachedIfTheDelegateFails() throws Exception {
      scene
          .failpoint("afterAdd", "1*error(x)")
          .delegate("echo '{\"code\":7,\"msg\":\"no\"}'; exit 1");
      assertThat(scene.call(Image.built(), "ADD").stdout()).contains("\"code\": 7");
      assertThat(scene.calls()).containsExactly("ADD");
      assertThat(scene.left()).contains("1*error(x)");
    }

    @Test
    void isNotReachedIfThePointBeforeDoesNotGoOn() throws Exception {
      scene.file("{\"cmdAdd\":\"1*return\",\"afterAdd\":\"1*error(x)\"}");
      assertThat(scene.call(Image.built(), "ADD").status()).isZero();
      assertThat(scene.calls()).isEmpty();
      assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"0*return\",\"afterAdd\":\"1*error(x)\"}");
    }

    @Test
    void leavesAnErrorOfTheDelegateAsItIs() throws Exception {
      scene.failpoint("cmdAdd", "append(x)+truncate(1)+patch({})");
      scene.delegate("echo '{\"code\":7,\"msg\":\"no\"}'; exit 1");
      assertThat(scene.call(Image.built(), "ADD").stdout()).endsWith("\"msg\": \"no\"\n}\n");
    }
  }

  @Test
  void failsVersionToo() throws Exception {
    scene.failpoint("cmdVersion", "1*error(no version)");
    assertThat(scene.call(Image.built(), "VERSION").stdout()).contains("no version");
    assertThat(scene.call(Image.built(), "VERSION").stdout()).contains("supportedVersions");
    assertThat(scene.calls()).isEmpty();
  }

  @Test
  void seesTheCallsAttributes() throws Exception {
    scene.failpoint(
        "cmdAdd", "error(x)[pod=po?,namespace=n*,container=c1,ifname!=eth1,network=net]");
    assertThat(scene.call(Image.built(), "ADD").status()).isEqualTo(1);
    scene.variable("CNI_ARGS", "K8S_POD_NAMESPACE=ns;K8S_POD_NAME=other");
    assertThat(scene.call(Image.built(), "ADD").status()).isZero();
  }

  @Test
  void findsItsFileByTheVariableToo() throws Exception {
    scene.failpoint("cmdStatus", "1*error{code=50,msg=down}");
    Map<String, String> environment = scene.environment("STATUS");
    environment.put("CNI_FP_CONF", scene.failpoints().toString());
    String plain = "{\"cniVersion\":\"1.1.0\",\"name\":\"net\"}";
    assertThat(Image.built().call(environment, plain).stdout()).contains("\"code\": 50");
    assertThat(Image.built().call(environment, plain).status()).isZero();
    assertThat(scene.calls()).containsExactly("STATUS");
  }
}
