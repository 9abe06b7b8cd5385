package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.NodeInstallation;
import io.cnifp.acceptance.harness.ProcessResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an image may be and whose it may be, and what surrounds the installer. */
@DisplayName("the place of an installation")
class InstallPlacesIT {
  private static final String NOBODY = "65534";

  @TempDir private Path directory;
  private NodeInstallation node;

  @BeforeEach
  void aNode() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    node = new NodeInstallation(directory);
  }

  private static void requireRoot() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "it gives files to another user, which takes root");
  }

  private static ProcessResult run(String... command) {
    return ProcessResult.of(List.of(command), Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "");
  }

  private void assertRefused(Image image, String message) {
    ProcessResult refused = node.install(image);
    assertThat(refused.status()).as(refused.toString()).isEqualTo(1);
    assertThat(refused.stderr()).contains(message).hasLineCount(1);
    assertThat(node.binDir()).doesNotExist();
    assertThat(node.prefix()).doesNotExist();
  }

  @Test
  void isRefusedIfAnotherUserOwnsTheImageOfWhichNothingIsExecuted() throws Exception {
    requireRoot();
    Image image = Image.built().copyTo(directory);
    Path ran = directory.resolve("ran");
    Files.writeString(image.launcher("cni-fp"), "#!/bin/sh\necho >" + ran + "\n");
    run("chown", "-R", NOBODY, image.root().toString()).orFail();
    assertRefused(image, "belongs to another user");
    assertThat(ran).doesNotExist();
  }

  @Test
  void isRefusedIfOthersMayWriteAFileOfIt() throws Exception {
    Image image = Image.built().copyTo(directory);
    run("chmod", "g+w", image.root().resolve("runtime/lib/cni-fp.options").toString()).orFail();
    assertRefused(image, "cni-fp.options");
  }

  @Test
  void isRefusedBelowADirectoryOfAnotherUser() throws Exception {
    requireRoot();
    Path home = Files.createDirectory(directory.resolve("home"));
    Image image = Image.built().copyTo(home);
    run("chown", NOBODY, home.toString()).orFail();
    assertRefused(image, "home belongs to another user");
  }

  @Test
  void mayBeAUsersBesideRootsOwn() throws Exception {
    requireRoot();
    node.install(Image.built()).orFail();
    Path home = Files.createDirectory(directory.resolve("home"));
    Image image = Image.built().copyTo(home);
    run("chown", "-R", NOBODY + ":" + NOBODY, home.toString()).orFail();
    String installer = image.root().resolve("bin/install").toString();
    String[] asNobody = {"setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"};
    List<String> command = new ArrayList<>(List.of(asNobody));
    command.addAll(List.of(installer, "--cni-bin-dir", home + "/cni", "--prefix", home + "/opt"));
    run(command.toArray(String[]::new)).orFail();
    assertThat(run(home + "/cni/cni-bridge-fp").orFail().stderr()).contains("bridge with");
    // Root's, called by a user who may not lock it.
    List<String> call = new ArrayList<>(List.of(asNobody));
    call.add(node.launcher().toString());
    assertThat(run(call.toArray(String[]::new)).orFail().stderr()).contains("bridge with");
  }

  @Test
  void isFoundWhateverTheEnvironmentIs() throws Exception {
    Path image = Image.built().root();
    Path link = Files.createSymbolicLink(directory.resolve("a link"), image.resolve("bin/install"));
    ProcessResult installed =
        ProcessResult.of(
            List.of(
                "sh",
                "-c",
                "umask 077; cd \"$1\" && exec \"./a link\" --cni-bin-dir 'cni bin' --prefix opt/p",
                "sh",
                link.getParent().toString()),
            Map.of(
                "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
                "CDPATH", "/usr:/tmp",
                "IFS", "/ni",
                "ENV", "/nowhere",
                "LC_ALL", "xx_XX.ISO-8859-5"),
            "");
    assertThat(installed.status()).as(installed.toString()).isZero();
    Path build = directory.resolve("opt/p/current").toRealPath();
    assertThat(Files.getPosixFilePermissions(build.resolve("runtime/lib/modules")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    for (Path each : List.of(build, build.resolve("runtime"), build.getParent(), node.binDir())) {
      assertThat(Files.getPosixFilePermissions(each))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(run(node.launcher().toString()).orFail().stderr()).contains("bridge with");
  }

  @Test
  void isRefusedIfItsNameIsNotUtf8() {
    String script =
        "exec \"$1\" --cni-bin-dir \"$2\" --prefix \"$(printf '%s/\\377' \"$2\")\" 2>&1";
    String installer = Image.built().root().resolve("bin/install").toString();
    ProcessResult refused = run("sh", "-c", script, "sh", installer, directory.toString());
    assertThat(refused.status()).as(refused.toString()).isEqualTo(2);
    assertThat(refused.stdout()).contains("is not valid UTF-8: use another directory");
  }

  @Test
  void isRefusedIfThePathOfTheImageIsNotUtf8() {
    String script =
        "d=\"$2/$(printf '\\377')\"; mkdir \"$d\" && cp -a \"$1\" \"$d\" && ! \"$d\"/*/bin/install"
            + " --cni-bin-dir \"$2/cni\" --prefix \"$2/opt\" 2>&1; rm -r \"$d\"";
    ProcessResult refused =
        run("sh", "-c", script, "sh", Image.built().root().toString(), directory.toString());
    assertThat(refused.stdout()).contains("is not valid UTF-8: move it").hasLineCount(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isRefusedIfTheOwnerOfTheImageIsUnknown() {
    String script =
        "for c in sh readlink id; do ln -s \"$(command -v $c)\" .; done;"
            + " PATH=. exec \"$1/bin/install\" --cni-bin-dir cni --prefix opt";
    ProcessResult refused =
        run(
            "sh",
            "-c",
            "cd \"$2\" && " + script,
            "sh",
            Image.built().root().toString(),
            directory.toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.stderr()).contains("find cannot examine");
    assertThat(directory.resolve("opt")).doesNotExist();
  }
}
