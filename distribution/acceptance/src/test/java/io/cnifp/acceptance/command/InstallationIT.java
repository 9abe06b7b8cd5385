package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code actions}, {@code delegates} and {@code doctor}. */
@DisplayName("of an installation")
class InstallationIT {
  @TempDir private Path directory;
  private CniFp command;

  @BeforeEach
  void aCommand() {
    command = new CniFp(directory);
  }

  @Nested
  @DisplayName("cni-fp actions and delegates")
  class Providers {

    @Test
    void listWhatIsBuiltIn() throws Exception {
      ProcessResult actions = command.run("actions");
      assertThat(actions.status()).isZero();
      assertThat(actions.stdout())
          .contains("delay\n", "    delay(500), delay(1.5s)")
          .contains("\nerror\n", "\npanic\n", "\ntruncate\n");
      assertThat(command.run("delegates").stdout()).contains("bridge\n", "\nfixed\n", "\nnone\n");
    }

    @Test
    void tellExtensionsFromWhatIsBuiltInAndWhatIsWrongWithThem() throws Exception {
      Path extensions = Files.createDirectory(directory.resolve("extensions"));
      Path jar = Files.writeString(extensions.resolve("broken.jar"), "not a jar");
      Path policy =
          Files.writeString(
              directory.resolve("policy.json"), "{\"extensionDirs\":[\"" + extensions + "\"]}");
      command.variable("CNI_FP_POLICY", policy.toString());
      ProcessResult listed = command.run("actions");
      assertThat(listed.status()).isEqualTo(1);
      assertThat(listed.stdout()).contains("broken: " + jar + ": it is not a jar: ");
      JsonNode json = new ObjectMapper().readTree(command.run("delegates", "-o", "json").stdout());
      assertThat(json.path("broken").get(0).path("extension").asText()).isEqualTo(jar.toString());
      assertThat(json.path("delegates").get(0).toString())
          .isEqualTo(
              "{\"name\":\"bridge\",\"from\":\"built in\",\"description\":\"runs the CNI plugin"
                  + " bridge\"}");
    }
  }

  @Test
  void saysWhichNameTwoExtensionsHave() throws Exception {
    Path extensions = directory.resolve("extensions");
    ExtensionJar.failing("acme.Hi", "acme.hi", "a").write(extensions.resolve("a.jar"));
    ExtensionJar.failing("acme.Hi", "acme.hi", "b").write(extensions.resolve("b.jar"));
    named(extensions);
    String conflict =
        "it provides acme.hi, as " + extensions.resolve("a.jar") + " does: remove one";
    for (String subcommand : List.of("actions", "delegates", "doctor")) {
      ProcessResult told = command.run(subcommand);
      assertThat(told.status()).as(subcommand).isEqualTo(1);
      assertThat(told.stdout()).as(subcommand).contains(conflict);
    }
  }

  @Test
  void saysSoIfAnExtensionExitsWhileAFileIsChecked() throws Exception {
    Path extensions = directory.resolve("extensions");
    Path jar =
        ExtensionJar.action("acme.Exit", "acme.exit", "System.exit(0); return null;")
            .write(extensions.resolve("exit.jar"));
    named(extensions);
    Path file = Files.writeString(directory.resolve("f.json"), "{\"cmdAdd\":\"1*acme.exit\"}");
    ProcessResult checked = command.run("check", file.toString());
    assertThat(checked.status()).isEqualTo(3);
    assertThat(checked.stderr())
        .contains("the action acme.exit of " + jar + " called System.exit: nothing was done");
  }

  private void named(Path extensions) throws IOException {
    Path policy = directory.resolve("policy.json");
    Files.writeString(policy, "{\"extensionDirs\":[\"" + extensions + "\"]}");
    command.variable("CNI_FP_POLICY", policy.toString());
  }

  /** No code of theirs runs: one would end the process. */
  @Test
  void listsExtensionsWithoutRunningThem() throws Exception {
    Path extensions = Files.createDirectory(directory.resolve("extensions"));
    String members =
        "static { System.exit(3); }public FailpointAction create(ActionArguments arguments,"
            + " ActionContext context) { return null; }";
    Path good =
        new ExtensionJar()
            .annotated(
                FailpointActionProvider.class,
                "@ProviderInfo(name = \"acme.good\", description = \"does good\")",
                "com.acme.Good",
                members)
            .write(extensions.resolve("good.jar"));
    Path bad =
        new ExtensionJar()
            .annotated(FailpointActionProvider.class, "", "com.acme.Bad", members)
            .write(extensions.resolve("bad.jar"));
    Path policy =
        Files.writeString(
            directory.resolve("policy.json"), "{\"extensionDirs\":[\"" + extensions + "\"]}");
    ProcessResult listed = command.variable("CNI_FP_POLICY", policy.toString()).run("actions");
    assertThat(listed.stdout())
        .contains("\nacme.good  (" + good + ")\n    does good\n")
        .endsWith(
            "broken: "
                + bad
                + ": com.acme.Bad has no @ProviderInfo: annotate the class with its name\n");
    assertThat(listed.stderr()).isEmpty();
    assertThat(listed.status()).isEqualTo(1);
  }

  @Nested
  @DisplayName("cni-fp doctor")
  class Doctor {
    private Path binDir;
    private Path confDir;

    @BeforeEach
    void somewhere() throws IOException {
      binDir = Files.createDirectory(directory.resolve("bin"));
      confDir = Files.createDirectory(directory.resolve("net.d"));
    }

    private ProcessResult examine(CniFp doctor) throws Exception {
      return doctor.run(
          "doctor", "--cni-bin-dir", binDir.toString(), "--cni-conf-dir", confDir.toString());
    }

    @Test
    void findsAGoodInstallationInOrder() throws Exception {
      Path prefix = directory.resolve("opt/cni 'fp'");
      ProcessResult installed =
          ProcessResult.of(
              List.of(
                  Image.built().root().resolve("bin/install").toString(),
                  "--cni-bin-dir",
                  binDir.toString(),
                  "--prefix",
                  prefix.toString()),
              Map.of("PATH", "/usr/bin:/bin"),
              "");
      assertThat(installed.status()).as(installed.stderr()).isZero();
      for (String name : List.of("bridge", "ptp", "macvlan", "host-local")) {
        Files.createSymbolicLink(binDir.resolve(name), Path.of("/bin/true"));
      }
      Path policy =
          Files.writeString(
              directory.resolve("policy.json"),
              "{\"confDirs\":[\"/etc\"],\"maxDelay\":\"1m\",\"journal\":\"" + directory + "/j\"}");
      Files.writeString(
          confDir.resolve("10-net.conflist"),
          "{\"name\":\"n\",\"plugins\":[{\"type\":\"cni-bridge-fp\",\"capabilities\":"
              + "{\"io.kubernetes.cri.pod-annotations\":true}},{\"type\":\"portmap\"}]}");
      CniFp own =
          new CniFp(directory, new Image(prefix.resolve("current")))
              .variable("CNI_FP_POLICY", policy.toString());
      ProcessResult examined = examine(own);
      assertThat(examined.stdout().lines())
          .as(examined.stdout())
          .allMatch(line -> line.startsWith("ok "));
      assertThat(examined.stdout())
          .contains(
              "ok       " + binDir + "/cni-bridge-fp: belongs to this installation\n",
              "AOT cache: active: ",
              "journal: is " + directory + "/j\n",
              "cni-bridge-fp: receives the annotations of pods\n");
      assertThat(examined.status()).isZero();
    }

    @Test
    void tellsWhatIsWrongAndWhatToDo() throws Exception {
      Image damaged = Image.built().copyTo(directory);
      Files.delete(damaged.cache());
      Files.writeString(binDir.resolve("bridge"), "not executable");
      Files.copy(damaged.launcher(), binDir.resolve("cni-copy-fp"));
      Files.createSymbolicLink(binDir.resolve("cni-ptp-fp"), directory.resolve("nowhere"));
      Files.writeString(
          confDir.resolve("10-net.conf"), "{\"name\":\"n\",\"type\":\"cni-bridge-fp\"}");
      Files.writeString(confDir.resolve("20-net.conf"), "{");
      Path policy = Files.writeString(directory.resolve("policy.json"), "{\"maxDelai\":1}");
      CniFp own =
          new CniFp(directory, damaged)
              .variable("CNI_FP_POLICY", policy.toString())
              .variable("CNI_FP_JOURNAL", "/proc/none/j");
      ProcessResult examined = examine(own);
      assertThat(examined.status()).isEqualTo(1);
      assertThat(examined.stdout().lines().filter(line -> line.startsWith("wrong")))
          .satisfiesExactly(
              line ->
                  assertThat(line).contains("cni-copy-fp: has no record ", "install cni-fp again"),
              line ->
                  assertThat(line).contains("cni-ptp-fp: is not executable, or is a broken link"),
              line -> assertThat(line).contains("plugin bridge: is ", "which is not executable"),
              line -> assertThat(line).contains("AOT cache: ", " is missing, so calls are slow"),
              line -> assertThat(line).contains("policy: the policy ", "maxDelay"),
              line -> assertThat(line).contains("journal: /proc/none/j is not written"),
              line -> assertThat(line).contains("10-net.conf, cni-bridge-fp: has no launcher in ["),
              line -> assertThat(line).contains("20-net.conf: is not JSON at line 1, column"));
      assertThat(examined.stdout())
          .contains("warning  plugin ptp: is in none of [")
          .contains(
              "10-net.conf, cni-bridge-fp: receives no annotations and names no failpoint file");
    }

    @Test
    void answersProgramsInJson() throws Exception {
      ProcessResult examined =
          command.run("doctor", "--cni-bin-dir", binDir.toString(), "--output", "json");
      JsonNode findings = new ObjectMapper().readTree(examined.stdout());
      assertThat(findings.findValuesAsText("grade")).contains("ok", "wrong", "warning");
      assertThat(findings.get(2).path("message").asText()).contains("bin/install --cni-bin-dir");
      assertThat(examined.status()).isEqualTo(1);
    }
  }
}
