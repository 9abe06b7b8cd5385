package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Callers;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.harness.StressSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The Debian package under the machine's own dpkg, in a mount namespace in which {@code /usr},
 * {@code /etc} and {@code /var/lib}, dpkg's database with it, are overlays that end with it.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("the Debian package")
class DebianPackageIT {
  private static final String PLUGIN = "/usr/lib/cni/cni-bridge-fp";

  /** What an administrator adds. */
  private static final String OWN_JAR = "/usr/lib/cni-fp/extensions/own.jar";

  private static final String POLICY = "/etc/cni-fp/policy.json";

  /** The delegate isn't called. */
  private static final String NO_POD = "/run/netns/none";

  private Workspace workspace;
  private HostNamespace host;
  private Path debian;

  @BeforeEach
  void makeAHostWithDpkg() throws IOException {
    assumeTrue(RootOnLinux.program("dpkg").isPresent(), "no dpkg: it is not Debian");
    workspace = Workspace.create();
    host = HostNamespace.create();
    debian = built();
    for (String directory : List.of("usr")) {
      host.run("mkdir", "/run/new-" + directory, "/run/work-" + directory).orFail();
      host.run(
              "mount",
              "-t",
              "overlay",
              "-o",
              "lowerdir=/%1$s,upperdir=/run/new-%1$s,workdir=/run/work-%1$s".formatted(directory),
              "overlay",
              "/" + directory)
          .orFail();
    }
  }

  @AfterEach
  void removeIt() throws IOException {
    try (Workspace _ = workspace;
        HostNamespace _ = host) {
      // The host goes first. Either is null if it couldn't be made.
    }
  }

  @Test
  void installsACommandItsManualAndPluginsThatRunWithTheirCache() {
    dpkg("--install", debian.toString()).orFail();

    assertThat(about().stderr()).startsWith("bridge with failpoint support\n");
    assertThat(host.run(PLUGIN, "--version").orFail().stdout())
        .startsWith("cni-bridge-fp of cni-fp ");
    assertThat(host.run("cni-fp", "--version").orFail().stdout()).contains("0.");
    host.run("man", "--where", "cni-fp", "cni-bridge-fp", "cni-ptp-fp", "cni-failpoint").orFail();
    assertThat(host.run("dpkg", "--verify", "cni-fp").orFail().stdout()).isEmpty();
    // Silent unless the JVM refuses the cache; then it is an error here and not only slower.
    host.run(
            "/usr/lib/cni-fp/current/runtime/bin/java",
            "@/usr/lib/cni-fp/current/runtime/lib/cni-fp.options",
            "-XX:AOTCache=/usr/lib/cni-fp/current/runtime/lib/cni-fp.aot",
            "-XX:AOTMode=on",
            "-m",
            "io.cnifp.engine/io.cnifp.engine.Main",
            "cni-bridge-fp")
        .orFail();
  }

  @Test
  void delegatesToTheDistributionsPluginsAndToOthersByALink() throws IOException {
    dpkg("--install", debian.toString()).orFail();
    Path failpoints = workspace.root().resolve("failpoints.json");
    FailpointFile file = FailpointFile.create(failpoints, Map.of("cmdAdd", "1*error(by package)"));
    String pod = host.addPodNamespace("pod");
    String configuration =
        NetworkConfig.single(
            "cni-bridge-fp",
            "\"bridge\": \"cnifp0\", \"failpoint\": {\"confPath\": \"" + file.path() + "\"},",
            workspace.directory("leases"));

    assertThat(add(PLUGIN, pod, configuration).stdout()).contains("\"msg\": \"by package\"");
    add(PLUGIN, pod, configuration).orFail();
    assertThat(host.interfaces(pod)).contains("eth0");

    host.run("ln", "-s", "cni-bridge-fp", "/usr/lib/cni/cni-calico-fp").orFail();
    assertThat(add("/usr/lib/cni/cni-calico-fp", pod, configuration).stdout())
        .contains("failed to find plugin \\\"calico\\\" in path [/usr/lib/cni]");
  }

  @Test
  void renewsAnOlderOneAndKeepsWhatIsTheAdministrators() throws IOException {
    dpkg("--install", older().toString()).orFail();
    host.run("test", "-e", "/usr/lib/cni-fp/current/share/gone").orFail();
    addWhatIsTheAdministrators();

    dpkg("--install", debian.toString()).orFail();

    assertThat(status()).isEqualTo("install ok installed");
    assertThat(host.run("test", "-e", "/usr/lib/cni-fp/current/share/gone").status()).isNotZero();
    assertThat(read(OWN_JAR)).isEqualTo("own");
    assertThat(read(POLICY)).isEqualTo("{}");
    about().orFail();
  }

  @Test
  void isUpgradedAndDowngradedUnderCallsOfWhichNoneFails() throws Exception {
    Path older = older();
    dpkg("--install", older.toString()).orFail();
    Path failpoints = workspace.root().resolve("failpoints.json");
    FailpointFile file =
        FailpointFile.create(failpoints, Map.of("cmdAdd", "error(" + Callers.ANSWER + ")"));
    String configuration =
        NetworkConfig.single(
            "cni-bridge-fp",
            "\"bridge\": \"cnifp0\", \"failpoint\": {\"confPath\": \"" + file.path() + "\"},",
            workspace.directory("leases"));
    int upgrades = StressSize.of(2, 20);
    Callers.during(
        () -> {
          for (int i = 0; i < upgrades; i++) {
            dpkg("--install", (i % 2 == 0 ? debian : older).toString()).orFail();
          }
        },
        () -> add(PLUGIN, NO_POD, configuration));

    assertThat(status()).isEqualTo("install ok installed");
    assertThat(read("/usr/lib/cni-fp/current/VERSION")).isEqualTo("0.0.1\n");
    assertThat(
            host.run("find", "/usr/lib/cni-fp", "-mindepth", "1", "-maxdepth", "1", "-name", "*-*")
                .stdout())
        .hasLineCount(2);
  }

  @Test
  void goesAndLeavesTheAdministratorsPluginsAndPolicy() {
    dpkg("--install", debian.toString()).orFail();
    addWhatIsTheAdministrators();

    dpkg("--remove", "cni-fp").orFail();

    assertThat(ours()).containsExactlyInAnyOrder(OWN_JAR, POLICY);
  }

  @Test
  void isPurgedWithItsPolicyButNotWithSomebodysPlugins() {
    dpkg("--install", debian.toString()).orFail();
    addWhatIsTheAdministrators();

    dpkg("--purge", "cni-fp").orFail();

    assertThat(ours()).containsExactly(OWN_JAR);
    assertThat(host.run("dpkg", "--status", "cni-fp").status()).isNotZero();
  }

  @Test
  void leavesNothingIfNothingWasAdded() {
    dpkg("--install", debian.toString()).orFail();
    dpkg("--purge", "cni-fp").orFail();

    assertThat(ours()).isEmpty();
    assertThat(host.run("test", "-e", "/usr/lib/cni-fp").status()).isNotZero();
  }

  @Test
  void satisfiesLintian() {
    assumeTrue(
        RootOnLinux.program("lintian").isPresent(),
        "the Debian package is not checked: lintian is missing (it takes 150 packages)");
    ProcessResult lintian =
        host.run("lintian", "--allow-root", "--fail-on", "error,warning", debian.toString());
    assertThat(lintian.orFail().stdout()).isEmpty();
  }

  /** Triggers are left out: man-db's takes longer than all the rest. */
  private ProcessResult dpkg(String... arguments) {
    return host.run(
        Stream.concat(Stream.of("dpkg", "--no-triggers", "--log=/dev/null"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private ProcessResult about() {
    return host.run(PLUGIN).orFail();
  }

  private ProcessResult add(String plugin, String pod, String configuration) {
    return host.run(
        Map.of(
            "CNI_COMMAND", "ADD",
            "CNI_CONTAINERID", "deb",
            "CNI_NETNS", pod,
            "CNI_IFNAME", "eth0",
            "CNI_PATH", "/usr/lib/cni"),
        configuration,
        plugin);
  }

  private void addWhatIsTheAdministrators() {
    host.run("mkdir", "-p", "/etc/cni-fp").orFail();
    host.run(Map.of(), "own", "tee", OWN_JAR).orFail();
    host.run(Map.of(), "{}", "tee", POLICY).orFail();
  }

  private String read(String path) {
    return host.run("cat", path).orFail().stdout();
  }

  private String status() {
    return host.run("dpkg-query", "--showformat=${Status}", "--show", "cni-fp").orFail().stdout();
  }

  /** Every file below {@code /usr} and {@code /etc} that wasn't there before. */
  private List<String> ours() {
    return host.run(
            "find", "/run/new-usr", "/run/new-etc", "-type", "f", "-not", "-path", "*/man/cat*")
        .orFail()
        .stdout()
        .lines()
        .map(path -> path.substring("/run/new-".length() - 1).replaceFirst("^-", "/"))
        .toList();
  }

  /** The package with another version and with a file that the new one hasn't any more. */
  private Path older() throws IOException {
    Path directory = workspace.root().resolve("older");
    host.run("dpkg-deb", "--raw-extract", debian.toString(), directory.toString()).orFail();
    Path control = directory.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceFirst("Version: .*", "Version: 0.0.1-1"));
    Path image = workspace.directory("older-image");
    String archive = directory.resolve("usr/lib/cni-fp-image/cni-fp.tar.gz").toString();
    host.run("tar", "-xzf", archive, "-C", image.toString()).orFail();
    Files.writeString(image.resolve("cni-fp/VERSION"), "0.0.1\n");
    Files.writeString(image.resolve("cni-fp/share/gone"), "");
    host.run("tar", "-czf", archive, "-C", image.toString(), "cni-fp").orFail();
    Path file = workspace.root().resolve("older.deb");
    host.run("dpkg-deb", "-Znone", "--build", directory.toString(), file.toString()).orFail();
    return file;
  }

  private static Path built() throws IOException {
    Path target = Path.of(System.getProperty("cnifp.image")).toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
  }
}
