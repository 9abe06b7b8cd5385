package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code call}: plugins that are shell scripts and note what they get, then real ones. */
@DisplayName("cni-fp call")
class CallIT {
  @TempDir private Path directory;
  private CniFp command;
  private Path plugins;
  private Path config;

  @BeforeEach
  void aNetwork() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    command = new CniFp(directory).variable("CNI_PATH", plugins.toString());
    config =
        Files.writeString(
            directory.resolve("net.conflist"),
            """
            {"cniVersion": "1.1.0", "name": "net", "plugins": [
              {"type": "one", "z": 1, "a": {"d": 1, "c": 2},
               "capabilities": {"io.kubernetes.cri.pod-annotations": true}},
              {"type": "two"}]}
            """);
    plugin("one", "echo '{\"cniVersion\":\"1.1.0\",\"ips\":[]}'");
    Files.createFile(directory.resolve("netns"));
    plugin("two", "echo '{\"cniVersion\":\"1.1.0\",\"ips\":[],\"dns\":{}}'");
  }

  /** Notes its command, environment and input; then does what the script says. */
  private void plugin(String name, String script) throws IOException {
    Path file = plugins.resolve(name);
    Files.writeString(
        file,
        "#!/bin/sh\necho \"$CNI_COMMAND "
            + name
            + "\" >>"
            + directory
            + "/calls\nenv | grep ^CNI_ | sort >"
            + directory
            + "/env\ncat >"
            + directory
            + "/stdin-"
            + name
            + "\n"
            + script
            + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessResult call(String verb, String... more) throws Exception {
    String[] words = new String[more.length + 6];
    List<String> first =
        List.of("call", verb, "--config", config.toString(), "--netns", directory + "/netns");
    for (int i = 0; i < words.length; i++) {
      words[i] = i < 6 ? first.get(i) : more[i - 6];
    }
    return command.run(words);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  private String stdin(String plugin) throws IOException {
    return Files.readString(directory.resolve("stdin-" + plugin));
  }

  @Nested
  class GivesPluginsWhatLibcniGivesThem {

    @Test
    void onAdd() throws Exception {
      ProcessResult add =
          call(
              "add",
              "--pod",
              "web",
              "--namespace",
              "prod",
              "--annotation",
              "k=v",
              "--container",
              "c1");
      assertThat(add.stderr()).isEmpty();
      assertThat(add.status()).isZero();
      assertThat(add.stdout()).isEqualTo("{\"cniVersion\":\"1.1.0\",\"ips\":[],\"dns\":{}}\n");
      assertThat(stdin("one"))
          .isEqualTo(
              "{\"a\":{\"c\":2,\"d\":1},\"capabilities\":{\"io.kubernetes.cri.pod-annotations\":true},"
                  + "\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"runtimeConfig\":"
                  + "{\"io.kubernetes.cri.pod-annotations\":{\"k\":\"v\"}},\"type\":\"one\",\"z\":1}");
      assertThat(stdin("two"))
          .isEqualTo(
              "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"prevResult\":"
                  + "{\"cniVersion\":\"1.1.0\",\"ips\":[]},\"type\":\"two\"}");
      assertThat(directory.resolve("env"))
          .content()
          .contains("CNI_ARGS=IgnoreUnknown=1;K8S_POD_NAMESPACE=prod;K8S_POD_NAME=web\n")
          .contains("CNI_COMMAND=ADD\nCNI_CONTAINERID=c1\n")
          .contains(
              "CNI_IFNAME=eth0\nCNI_NETNS=" + directory + "/netns\nCNI_PATH=" + plugins + "\n");
    }

    @Test
    void onCheckAndDelWithTheKeptResultAndInReverse() throws Exception {
      call("add");
      call("check");
      assertThat(stdin("one"))
          .contains("\"prevResult\":{\"cniVersion\":\"1.1.0\",\"dns\":{},\"ips\":[]}");
      call("del");
      call("del");
      assertThat(stdin("one")).doesNotContain("prevResult");
      assertThat(Files.readAllLines(directory.resolve("calls")))
          .containsExactly(
              "ADD one",
              "ADD two",
              "CHECK one",
              "CHECK two",
              "DEL two",
              "DEL one",
              "DEL two",
              "DEL one");
    }

    @Test
    void onGcStatusAndVersion() throws Exception {
      call("add", "--container", "c1");
      call("gc");
      assertThat(stdin("one"))
          .contains("\"cni.dev/valid-attachments\":[{\"containerID\":\"c1\",\"ifname\":\"eth0\"}]")
          .contains("\"cni.dev/attachments\":[{\"containerID\":\"c1\",\"ifname\":\"eth0\"}]");
      call("status");
      assertThat(directory.resolve("env"))
          .content()
          .contains("CNI_ARGS=\nCNI_COMMAND=STATUS\nCNI_CONTAINERID=\n")
          .contains("\nCNI_IFNAME=\nCNI_NETNS=\n");
      call("version");
      assertThat(stdin("two")).isEqualTo("{\"cniVersion\":\"1.1.0\"}");
      assertThat(directory.resolve("env"))
          .content()
          .contains("CNI_COMMAND=VERSION\nCNI_CONTAINERID=\n")
          .contains("\nCNI_IFNAME=dummy\nCNI_NETNS=dummy\nCNI_PATH=dummy\n");
    }

    @Test
    void onGcAfterADelForEachAttachmentThatIsStale() throws Exception {
      call("add", "--container", "gone", "--arg", "IP=10.9.0.7");
      Files.delete(directory.resolve("netns"));
      plugin("one", "[ $CNI_COMMAND != GC ] || exit 7");
      ProcessResult gc = command.run("call", "gc", "--config", config.toString());
      assertThat(gc.status()).isEqualTo(7);
      assertThat(calls())
          .containsExactly("ADD one", "ADD two", "DEL two", "DEL one", "GC one", "GC two");
      assertThat(stdin("two")).contains("\"cni.dev/valid-attachments\":[]");
    }

    @Test
    void fromTheEnvironmentThatCnitoolUses() throws Exception {
      command =
          command
              .variable("CNI_ARGS", "IP=10.9.0.7")
              .variable("CNI_IFNAME", "net1")
              .variable("CAP_ARGS", "{\"io.kubernetes.cri.pod-annotations\":{\"a\":\"b\"}}");
      call("add", "--arg", "MAC=02::1");
      assertThat(directory.resolve("env"))
          .content()
          .contains("CNI_ARGS=IgnoreUnknown=1;IP=10.9.0.7;MAC=02::1\n", "CNI_IFNAME=net1\n");
      assertThat(stdin("one")).contains("{\"a\":\"b\"}");
    }

    @Test
    void inTheConfigurationsVersionWhateverWasCached() throws Exception {
      call("add");
      Files.writeString(config, Files.readString(config).replace("1.1.0", "0.4.0"));
      call("check");
      assertThat(stdin("one")).contains("\"prevResult\":{\"cniVersion\":\"0.4.0\"");
      try (Stream<Path> cached = Files.list(directory.resolve("state/1/results"))) {
        Path file = cached.findFirst().orElseThrow();
        Files.writeString(file, "{\"result\":{\"cniVersion\":\"7.0.0\"}}");
        assertThat(call("check").stderr()).contains("the cached result " + file + " is invalid");
        assertThat(call("del").status()).isZero();
        assertThat(stdin("one")).doesNotContain("prevResult");
        assertThat(file).doesNotExist();
      }
    }
  }

  @Nested
  class RunsNoPlugin {
    @ParameterizedTest
    @CsvSource({
      "status, 1.0.0, '', has no STATUS",
      "gc, 1.0.0, '', has no GC",
      "gc, 1.1.0, '\"disableGC\":true,', disables GC",
      "check, 1.1.0, '\"disableCheck\":\"true\",', disables CHECK"
    })
    void whereLibcniRunsNoneAndIsContent(String verb, String version, String more, String note)
        throws Exception {
      Files.writeString(
          config,
          Files.readString(config)
              .replace("1.1.0", version)
              .replace("\"name\"", more + "\"name\""));
      ProcessResult done = call(verb);
      assertThat(done.status()).isZero();
      assertThat(done.stdout()).isEmpty();
      assertThat(done.stderr())
          .startsWith("cni-fp: " + verb + ": no plugin was run: ")
          .contains(note);
      assertThat(directory.resolve("calls")).doesNotExist();
    }

    @Test
    void forCheckBeforeItExisted() throws Exception {
      Files.writeString(config, Files.readString(config).replace("1.1.0", "0.3.1"));
      ProcessResult check = call("check");
      assertThat(check.status()).isEqualTo(3);
      assertThat(check.stderr()).contains("the configuration's version 0.3.1 has no CHECK");
    }
  }

  @Nested
  class ExitsAsThePlugin {

    @Test
    void thatFailsAndCallsNoneAfterIt() throws Exception {
      plugin("one", "echo diagnosis >&2; echo '{\"code\":11,\"msg\":\"no\"}'; exit 7");
      ProcessResult failed = call("add");
      assertThat(failed.status()).isEqualTo(7);
      assertThat(failed.stdout()).isEqualTo("{\"code\":11,\"msg\":\"no\"}\n");
      assertThat(failed.stderr())
          .isEqualTo("diagnosis\ncni-fp: ADD: " + plugins + "/one failed with status 7\n");
      assertThat(directory.resolve("calls")).hasContent("ADD one\n");
    }

    @Test
    void thatASignalEnds() throws Exception {
      plugin("one", "kill -SEGV $$");
      ProcessResult failed = call("add");
      assertThat(failed.status()).isEqualTo(139);
      assertThat(failed.stderr()).endsWith("/one failed with signal 11\n");
    }

    @Test
    void andTellsProgramsAllOfEach() throws Exception {
      JsonNode parts = new ObjectMapper().readTree(call("add", "-o", "json").stdout());
      assertThat(parts).hasSize(2);
      assertThat(parts.get(1).path("plugin").asText()).isEqualTo(plugins + "/two");
      assertThat(parts.get(1).path("status").asInt()).isZero();
      assertThat(parts.get(1).path("stdout").asText()).contains("\"dns\":{}");
    }
  }

  @Nested
  class SaysWhy {

    @Test
    void thereIsAnError() throws Exception {
      plugin("one", "sleep 60");
      assertThat(call("add", "--timeout", "200ms").stderr())
          .isEqualTo("cni-fp: add: the plugin ran longer than 200 ms and was killed\n");
      plugin("one", "printf '{\n\n\"a\"'");
      assertThat(call("add").stderr()).hasLineCount(1);
      plugin("one", "echo garbage");
      assertThat(call("add").stderr())
          .contains("but its result is wrong (failed to unmarshal raw result", "): garbage");
      Files.delete(plugins.resolve("one"));
      ProcessResult missing = call("add");
      assertThat(missing.status()).isEqualTo(3);
      assertThat(missing.stderr()).isEqualTo("cni-fp: add: no plugin one in [" + plugins + "]\n");
    }

    @Test
    void theArgumentsAreInvalid() throws Exception {
      assertThat(call("frob").stderr())
          .startsWith("cni-fp: unknown verb 'frob'; it is one of add, del, check");
      assertThat(command.run("call", "add", "--config", config.toString()).stderr())
          .startsWith("cni-fp: add needs --netns");
      assertThat(command.run("call", "add").stderr()).contains("Missing required option");
      Files.writeString(config, "{\"name\":\"n\",\"plugins\":[{}]}");
      ProcessResult wrong = call("add");
      assertThat(wrong.status()).isEqualTo(1);
      assertThat(wrong.stderr())
          .isEqualTo("cni-fp: the configuration " + config + " has a plugin without a type\n");
    }
  }

  /** In a network of the test's own; the namespace's name is this process's. */
  @ExtendWith(RootOnLinux.class)
  @Test
  void runsARealBridgeWithAFailpointInANamespaceThatItMakes() throws Exception {
    String name = "cnifp-call-" + ProcessHandle.current().pid();
    Files.writeString(
        config,
        """
        {"cniVersion": "1.0.0", "name": "net", "type": "cni-bridge-fp", "bridge": "cnifpcall0",
         "ipam": {"type": "host-local", "dataDir": "%s/leases", "ranges": [[{"subnet": "10.87.3.0/24"}]]}}
        """
            .formatted(directory));
    Path points =
        Files.writeString(directory.resolve("f.json"), "{\"cmdAdd\":\"1*error(not yet)\"}");
    String line =
        "set -e; mount -t tmpfs tmpfs /run; ip link set lo up; call() { \"$0\" call \"$@\" --config"
            + " "
            + config
            + " --netns "
            + name
            + " --make-netns --failpoint "
            + points
            + "; }; unset CNI_PATH; if call add; then exit 9; fi; call add; ip netns list;"
            + " ip -n "
            + name
            + " -brief address show eth0; call check; call del; echo left: $(ip netns list)";
    ProcessResult finished =
        ProcessResult.of(
            List.of(
                "/usr/bin/unshare",
                "--net",
                "--mount",
                "/bin/sh",
                "-c",
                line,
                Image.built().launcher("cni-fp").toString()),
            Map.of(
                "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "CNI_FP_STATE_DIR", directory + "/state"),
            "");
    assertThat(finished.status()).as(finished.stdout() + finished.stderr()).isZero();
    assertThat(finished.stdout())
        .contains("\"msg\": \"not yet\"", "10.87.3.2/24", "\nleft:\n")
        .contains(name);
    assertThat(finished.stderr()).contains("cni-fp: ADD: ").contains("failed with status 1");
  }
}
