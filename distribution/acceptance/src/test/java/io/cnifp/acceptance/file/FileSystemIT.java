package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations that lead into file systems which may never answer, in mount namespaces. */
@DisplayName("an annotation's file")
class FileSystemIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;
  private AnnotatedCall call;
  private Path mount;

  @BeforeEach
  void aMountPoint() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount file systems");
    directory = directory.toRealPath();
    call = new AnnotatedCall(directory);
    mount = Files.createDirectory(directory.resolve("mount"));
  }

  private void mounted(String command) {
    call.wrapped("unshare", "-m", "sh", "-c", command + " && exec \"$0\"");
  }

  private void assertRefused(String named, String type) {
    ProcessResult ended = call.named(named).start("ADD").await(SOON);
    assertThat(ended.code()).isEqualTo(999);
    assertThat(ended.message()).contains("of the type " + type, "confDirs");
    assertThat(call.delegated()).isEmpty();
    assertThat(call.start("DEL").await(SOON).isSuccess()).isTrue();
    assertThat(call.delegated()).containsExactly("DEL");
  }

  @ParameterizedTest
  @CsvSource({"sysfs, sysfs", "proc, proc", "devpts, devpts", "mqueue, mqueue", "cgroup2, cgroup2"})
  void isRefusedInAPseudoFileSystem(String kind, String type) {
    mounted("mount -t " + kind + " none " + mount);
    assertRefused(mount + "/f", type);
  }

  /** No server reads from the descriptor: each look at the mount would wait forever. */
  @Test
  void isRefusedWhereNoServerAnswers() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "this kernel has no /dev/fuse");
    mounted(
        "exec 3<>/dev/fuse && mount -i -t fuse -o"
            + " fd=3,rootmode=40000,user_id=0,group_id=0,allow_other none "
            + mount);
    assertRefused(mount + "/f", "fuse");
    Files.createSymbolicLink(directory.resolve("link"), mount.resolve("f"));
    assertRefused(directory.resolve("link").toString(), "fuse");
    Files.createSymbolicLink(directory.resolve("parent"), directory);
    assertRefused(directory + "/parent/mount/f", "fuse");
  }

  /** The list of mounts has the name's bytes in another form. */
  @Test
  void isRefusedWhereAMountPointIsNotUtf8() {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "this kernel has no /dev/fuse");
    mounted(
        "raw=$(printf '"
            + mount
            + "/\\377') && mount -t tmpfs none "
            + mount
            + " && mkdir \"$raw\" && exec 3<>/dev/fuse && mount -i -t fuse -o"
            + " fd=3,rootmode=40000,user_id=0,group_id=0,allow_other none \"$raw\" && ln -s"
            + " \"$raw/f\" "
            + mount
            + "/link");
    ProcessResult ended = call.named(mount + "/link").start("ADD").await(SOON);
    assertThat(ended.code()).isEqualTo(999);
    assertThat(ended.message()).contains("not UTF-8");
  }

  /** A link that leads through it and back into an allowed directory. */
  @Test
  void isRefusedIfALinkLeadsThroughItIntoADirectoryOfThePolicy() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "this kernel has no /dev/fuse");
    mounted(
        "exec 3<>/dev/fuse && mount -i -t fuse -o"
            + " fd=3,rootmode=40000,user_id=0,group_id=0,allow_other none "
            + mount);
    Path points = Files.createDirectory(directory.resolve("points"));
    Files.writeString(points.resolve("f"), "{\"cmdAdd\":\"error(x)\"}");
    Path link = directory.resolve("through");
    Files.createSymbolicLink(link, Path.of(mount + "/x/../../points/f"));
    call.policy("{\"confDirs\":[\"" + points + "\"]}");
    assertThat(call.named(link.toString()).start("ADD").await(SOON).message())
        .contains("(confDirs)");
  }

  /** The administrator lists a directory whose server is gone: calls for others continue. */
  @Test
  void isNotHeldUpByAnotherDirectoryOfThePolicy() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "this kernel has no /dev/fuse");
    mounted(
        "exec 3<>/dev/fuse && mount -i -t fuse -o"
            + " fd=3,rootmode=40000,user_id=0,group_id=0,allow_other none "
            + mount);
    Path points = Files.createDirectory(directory.resolve("points"));
    Path file = Files.writeString(points.resolve("f"), "{\"cmdAdd\":\"1*error(boom)\"}");
    call.policy("{\"confDirs\":[\"" + mount + "/a\",\"" + mount + "\",\"" + points + "\"]}");
    assertThat(call.named(file.toString()).start("ADD").await(SOON).message()).isEqualTo("boom");
    ProcessResult elsewhere = call.named(directory + "/f.json").start("ADD").await(SOON);
    assertThat(elsewhere.message()).contains("(confDirs)");
  }

  @Test
  void isUsedOnALocalFileSystem() {
    mounted(
        "mount -t tmpfs none " + mount + " && echo '{\"cmdAdd\":\"error(x)\"}' >" + mount + "/f");
    assertThat(call.named(mount + "/f").call("ADD").message()).isEqualTo("x");
  }

  @Test
  void isUsedInAPseudoFileSystemThatTheAdministratorLists() throws IOException {
    call.policy("{\"confDirs\":[\"/proc/sys\"]}");
    assertThat(call.named("/proc/sys/kernel/ostype").call("ADD").message())
        .contains("/proc/sys/kernel/ostype is empty");
    assertThat(call.named("/proc/version").call("ADD").message()).contains("(confDirs)");
  }
}
