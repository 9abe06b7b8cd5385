package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.CProgram;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that have no shell, such as Bottlerocket and Talos. */
@DisplayName("on a host without a shell, the plugin")
class HostWithoutShellIT {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  @TempDir Path directory;

  @BeforeEach
  void isRoot() throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    assumeTrue(root, "it changes the root directory or mounts something, which takes root");
  }

  private static ProcessResult run(Map<String, String> environment, String stdin, String... command)
      throws Exception {
    return ProcessResult.of(List.of(command), environment, stdin);
  }

  @Test
  void answersWhereItIsInstalled() throws Exception {
    Path bin = directory.resolve("bin");
    Map<String, String> path = Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    ProcessResult installation =
        run(
            path,
            "",
            Image.built().root().resolve("bin/install").toString(),
            "--cni-bin-dir",
            bin.toString(),
            "--prefix",
            directory.resolve("opt").toString());
    assertThat(installation.status()).as(installation.stderr()).isZero();
    // The shell takes itself away, and executes the plugin.
    ProcessResult answered =
        run(
            Map.of("PATH", path.get("PATH"), "CNI_COMMAND", "VERSION"),
            "",
            "/usr/bin/unshare",
            "-m",
            "/bin/sh",
            "-ec",
            "for s in sh bash dash; do mount --bind /dev/null \"$(realpath /bin/$s)\"; done; exec"
                + " \"$0\"",
            bin.resolve("cni-bridge-fp").toString());
    assertThat(answered.stdout()).as(answered.stderr()).contains("supportedVersions");
  }

  /** The C library is the host's: the JVM is linked with it. */
  @Test
  void addsInARootWithNothingButTheImageAndADelegate() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    Files.createDirectory(root.resolve("proc"));
    Image image = Image.built().copyTo(root);
    copyLibraries(image, root);
    Path source =
        Files.writeString(
            directory.resolve("bridge.c"),
            "#include <stdio.h>\nint main(void) { return puts(\"{\\\"ips\\\":[]}\") < 0; }\n");
    Path cni = Files.createDirectory(root.resolve("cni"));
    CProgram.compile(source, cni.resolve("bridge"));
    ProcessResult added =
        run(
            Map.of(
                "PATH",
                "/usr/sbin:/usr/bin:/sbin:/bin",
                "CNI_COMMAND",
                "ADD",
                "CNI_CONTAINERID",
                "c1",
                "CNI_NETNS",
                "/none",
                "CNI_IFNAME",
                "eth0",
                "CNI_PATH",
                "/cni"),
            "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"cni-bridge-fp\"}",
            "/usr/bin/unshare",
            "-m",
            "/bin/sh",
            "-ec",
            "mount -t proc proc \"$0/proc\"; exec chroot \"$0\" \"$1\"",
            root.toString(),
            "/" + root.relativize(image.launcher()));
    assertThat(added.stderr()).isEmpty();
    assertThat(added.stdout()).contains("\"ips\":[]}");
    assertThat(added.status()).isZero();
    try (Stream<Path> entries = Files.list(root)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .doesNotContain("bin", "usr", "etc", "dev", "tmp");
    }
  }

  private static void copyLibraries(Image image, Path root) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/ldd"));
    try (Stream<Path> files = Files.walk(image.root().resolve("runtime"))) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".so") || name.endsWith("/bin/java"))
          .forEach(command::add);
    }
    ProcessResult listed = run(Map.of("PATH", "/usr/bin:/bin"), "", command.toArray(String[]::new));
    for (String library :
        LIBRARY
            .matcher(listed.stdout())
            .results()
            .map(HostWithoutShellIT::path)
            .distinct()
            .toList()) {
      Path copy = root.resolve(library.substring(1));
      if (!library.startsWith(image.root().toString())) {
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(library), copy);
      }
    }
  }

  private static String path(MatchResult found) {
    return found.group(1);
  }
}
