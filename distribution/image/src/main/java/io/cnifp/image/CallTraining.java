package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Calls whose run shows the JVM which classes a call needs. Each is a subdirectory with the files
 * {@code env} (lines of KEY=VALUE) and {@code stdin}; the engine's {@code Main --train DIRECTORY}
 * runs them in the order of their names. The delegates are shell scripts.
 */
final class CallTraining {
  private static final String POD_ARGS =
      "IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=pod;K8S_POD_INFRA_CONTAINER_ID=id";

  private final Path directory;
  private final Path state;
  private final String modulePath;
  private int calls;

  /**
   * Creates a training.
   *
   * @param directory what becomes its directory
   * @param state the state directory of its calls
   * @param modulePath where the api is
   */
  CallTraining(Path directory, Path state, String modulePath) {
    this.directory = directory;
    this.state = state;
    this.modulePath = modulePath;
  }

  void write() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    Files.createDirectories(directory.resolve("points"));
    script("bridge", bridge());
    script("ptp", bridge());
    script("macvlan", bridge());
    script(
        "failing",
        """
        #!/bin/sh
        printf '%s' '{"cniVersion":"1.0.0","code":7,"msg":"no such interface","details":"eth9"}'
        exit 1
        """);

    call("VERSION", "{\"cniVersion\":\"1.0.0\"}");
    for (String command : new String[] {"ADD", "CHECK", "DEL", "STATUS", "GC"}) {
      call(command, configuration("1.1.0", "bridge", ""));
    }
    call("ADD", configuration("0.4.0", "ptp", ""));

    // A failpoint file that the pod's annotation names, as containerd passes it on.
    annotated("try-again", "{\"cmdAdd\":\"1*error(try-again)->off\",\"cmdDel\":\"2*error(oops)\"}");
    annotated("off", "{\"cmdAdd\":\"100*off\",\"cmdDel\":\"100*off\",\"cmdCheck\":\"100*off\"}");
    annotated("panic", "{\"cmdAdd\":\"1*panic(now)->off\"}");
    annotated("delay", "{\"cmdAdd\":\"1*delay(1)->1*off\",\"cmdDel\":\"delay(1)\"}");
    annotated("share", "{\"seed\":1,\"cmdAdd\":\"50%error(half)->off\",\"cmdDel\":\"25%off\"}");
    annotated("after", "{\"afterAdd\":\"1*error(lost)\",\"afterDel\":\"1*error(lost)\"}");
    annotated("wrong", "{\"cmdAdd\":\"1*nothing(\",\"cmdDel\":\"1*off(\"}");

    // A failpoint file that the network configuration names.
    Path own = point("own", "{\"cmdStatus\":\"1*error(down)\",\"cmdGc\":\"1*error(no)->off\"}");
    String named = ",\"failpoint\":{\"confPath\":\"" + own + "\"}";
    for (String command : new String[] {"STATUS", "STATUS", "GC", "GC"}) {
      call(command, configuration("1.1.0", "bridge", named));
    }

    underPolicy();

    // Failures without a failpoint.
    call("ADD", configuration("1.0.0", "failing", ""));
    call("DEL", configuration("1.0.0", "failing", ""));
    call("ADD", configuration("1.0.0", "missing", ""));
    call("ADD", "{\"cniVersion\":");
    call("ADD", configuration("9.9.9", "bridge", ""));
    call("NONSENSE", configuration("1.0.0", "bridge", ""));
  }

  private void annotated(String name, String points) throws IOException {
    String config = annotation(point(name, points));
    for (String command : new String[] {"ADD", "ADD", "CHECK", "DEL", "DEL", "DEL"}) {
      call(command, configuration("1.0.0", "bridge", config));
    }
  }

  private static String annotation(Path file) {
    return ",\"capabilities\":{\"io.kubernetes.cri.pod-annotations\":true},\"runtimeConfig\":"
        + "{\"io.kubernetes.cri.pod-annotations\":"
        + "{\"failpoint.cni.containerd.io/confpath\":\""
        + file
        + "\",\"kubernetes.io/config.source\":\"api\"}}";
  }

  /** A node with a policy and an extension. */
  private void underPolicy() throws IOException {
    Path extensions = Files.createDirectories(directory.resolve("extensions"));
    TrainingExtension.write(
        modulePath, directory.resolve("classes"), extensions.resolve("training.jar"));
    Path policy =
        Files.writeString(
            directory.resolve("policy.json"),
            """
            {"confDirs":["%s"],"annotations":true,"annotationActions":["off","%s"],
            "annotationPoints":"reference","maxWaiting":64,"lockTimeout":"10s","maxDelay":"1m",
            "extensionDirs":["%s"]}
            """
                .formatted(directory.resolve("points"), TrainingExtension.ACTION, extensions));
    String variable = "CNI_FP_POLICY=" + policy + "\n";
    for (String action : new String[] {"off", TrainingExtension.ACTION}) {
      Path file = point("policy-" + action, "{\"cmdAdd\":\"100*" + action + "\"}");
      call("ADD", configuration("1.0.0", "bridge", annotation(file)), variable);
    }
  }

  private Path point(String name, String points) throws IOException {
    return Files.writeString(directory.resolve("points").resolve(name + ".json"), points);
  }

  /** A delegate of another name than the launcher's is named; most configurations name none. */
  private static String configuration(String version, String delegate, String more) {
    String named =
        delegate.equals("bridge") ? "" : ",\"failpoint\":{\"delegate\":\"" + delegate + "\"}";
    return """
    {"cniVersion":"%s","name":"net","type":"cni-bridge-fp","bridge":"cni0",\
    "isGateway":true,"ipMasq":true,"promiscMode":true,"ipam":{"type":"host-local","ranges":\
    [[{"subnet":"10.88.0.0/16"}]],"routes":[{"dst":"0.0.0.0/0"}]}%s}
    """
        .formatted(version, named + more)
        .strip();
  }

  private void call(String command, String stdin) throws IOException {
    call(command, stdin, "");
  }

  private void call(String command, String stdin, String variables) throws IOException {
    Path call =
        Files.createDirectory(directory.resolve(String.format("%03d-%s", ++calls, command)));
    Files.writeString(call.resolve("stdin"), stdin);
    Files.writeString(
        call.resolve("env"),
        """
        CNI_COMMAND=%s
        CNI_CONTAINERID=0123456789abcdef
        CNI_NETNS=/var/run/netns/none
        CNI_IFNAME=eth0
        CNI_ARGS=%s
        CNI_PATH=%s
        CNI_FP_JOURNAL=%s
        CNI_FP_STATE_DIR=%s
        PATH=/usr/sbin:/usr/bin:/sbin:/bin
        """
                .formatted(
                    command,
                    POD_ARGS,
                    directory.resolve("bin"),
                    directory.resolve("journal.jsonl"),
                    state)
            + variables);
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve("bin").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Reads its input, as the real one does, and prints a result of the usual size. */
  private static String bridge() {
    return """
    #!/bin/sh
    cat >/dev/null
    case $CNI_COMMAND in
      VERSION)
        printf '%s' '{"cniVersion":"1.1.0","supportedVersions":["0.4.0","1.0.0","1.1.0"]}' ;;
      ADD)
        printf '%s' '{"cniVersion":"1.0.0","interfaces":[{"name":"cni0","mac":"0a:58:0a:58:00:01"},\
    {"name":"veth1","mac":"1e:b5:d1:00:00:02"},{"name":"eth0","mac":"0a:58:0a:58:00:02",\
    "sandbox":"/var/run/netns/x"}],"ips":[{"interface":2,"address":"10.88.0.2/16",\
    "gateway":"10.88.0.1"}],"routes":[{"dst":"0.0.0.0/0"}],"dns":{}}' ;;
    esac
    """;
  }
}
