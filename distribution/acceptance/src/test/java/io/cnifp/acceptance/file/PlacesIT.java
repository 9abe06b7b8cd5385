package io.cnifp.acceptance.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.HeldCall;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Places where a file can't be replaced, or is somebody else's: the old state or the new one. */
@ExtendWith(RootOnLinux.class)
class PlacesIT {
  private static final String TWICE = "{\"cmdAdd\": \"2*error(boom)\", \"other\": [1, 2]}";
  private static final String ONCE = "{\"cmdAdd\": \"1*error(boom)\", \"other\": [1, 2]}";

  @TempDir private Path directory;
  private final Deque<List<String>> undo = new ArrayDeque<>();

  @AfterEach
  void undo() throws Exception {
    for (List<String> command : undo) {
      run(command.toArray(String[]::new));
    }
  }

  @Test
  void afullFileSystemLeavesTheOldStateAndInjectsNothing() throws Exception {
    Path mount = tmpfs("size=64k");
    Path file = Files.writeString(mount.resolve("f"), TWICE);
    fill(mount.resolve("ballast"));

    ProcessResult reply =
        refuse(file, "cannot be replaced (No space left on device); nothing was injected");
    assertThat(reply.code()).isEqualTo(999);

    Files.delete(mount.resolve("ballast"));
    assertThat(call(file).message()).isEqualTo("boom");
    assertThat(file).hasContent(ONCE);
  }

  @Test
  void aReadOnlyMountLeavesTheOldStateAndInjectsNothing() throws Exception {
    Path mount = tmpfs("size=64k");
    Path file = Files.writeString(mount.resolve("f"), TWICE);
    Path stateless = Files.writeString(mount.resolve("g"), "{\"cmdAdd\":\"error(always)\"}");
    Path other = Files.writeString(mount.resolve("h"), "{\"cmdAdd\":\"1*off[container=other]\"}");
    run("mount", "-o", "remount,ro", mount.toString());

    refuse(file, "cannot be replaced (Read-only file system); nothing was injected");
    assertThat(call(stateless).message()).isEqualTo("always");
    assertThat(call(other).isSuccess()).isTrue();
  }

  @Test
  void aFileThatIsAMountOfItsOwnStaysAsItIs() throws Exception {
    Path source = Files.writeString(directory.resolve("source"), TWICE);
    Path file = Files.createFile(directory.resolve("f"));
    run("mount", "--bind", source.toString(), file.toString());
    undo.push(List.of("umount", file.toString()));
    refuse(file, "cannot be replaced (Device or resource busy); nothing was injected");
  }

  @Test
  void anotherUsersFileKeepsOwnerGroupAndMode() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), TWICE);
    run("chown", "4321:8765", file.toString());
    run("chmod", "0647", file.toString());

    assertThat(call(file).message()).isEqualTo("boom");

    assertThat(file).hasContent(ONCE);
    assertThat(Files.readAttributes(file, "unix:uid,gid,mode"))
        .containsEntry("uid", 4321)
        .containsEntry("gid", 8765)
        .containsEntry("mode", 0100647);
  }

  @Test
  void aHardLinkElsewhereKeepsTheOldState() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), TWICE);
    Path file = Files.createLink(directory.resolve("f"), elsewhere);
    assertThat(call(file).message()).isEqualTo("boom");
    assertThat(file).hasContent(ONCE);
    assertThat(elsewhere).hasContent(TWICE);
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws Exception {
    Path target = Files.writeString(directory.resolve("target"), TWICE);
    Path link = Files.createSymbolicLink(directory.resolve("f"), Path.of("target"));
    assertThat(call(link).message()).isEqualTo("boom");
    assertThat(Files.readSymbolicLink(link)).hasToString("target");
    assertThat(target).hasContent(ONCE);
  }

  @Test
  void aConfigMapsLinkSwapIsFollowed() throws Exception {
    for (String version : List.of("1", "2")) {
      Path data = Files.createDirectory(directory.resolve("..v" + version));
      Files.writeString(data.resolve("f"), "{\"cmdAdd\":\"2*error(v" + version + ")\"}");
    }
    Path data = Files.createSymbolicLink(directory.resolve("..data"), Path.of("..v1"));
    Path file = Files.createSymbolicLink(directory.resolve("f"), Path.of("..data/f"));
    assertThat(call(file).message()).isEqualTo("v1");
    Path next = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..v2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    assertThat(call(file).message()).isEqualTo("v2");
    assertThat(directory.resolve("..v1/f")).hasContent("{\"cmdAdd\":\"1*error(v1)\"}");
    assertThat(directory.resolve("..v2/f")).hasContent("{\"cmdAdd\":\"1*error(v2)\"}");
  }

  @Test
  void anEditInBetweenIsReadAndCountedOn() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), TWICE);
    assertThat(call(file).message()).isEqualTo("boom");
    run("sed", "-i", "s/1\\*error/9*error/", file.toString());
    assertThat(call(file).message()).isEqualTo("boom");
    assertThat(file).hasContent(ONCE.replace("1*", "8*"));
  }

  @Test
  void aProgramIsNotKeptFromBeingStarted() throws Exception {
    Path program = Files.copy(Path.of("/bin/true"), directory.resolve("program"));
    PluginRun call = PluginRun.in(directory).annotated(program);
    for (int i = 0; i < 5; i++) {
      ProcessResult.Running started = call.start();
      while (started.process().isAlive()) {
        run(program.toString());
      }
      assertThat(started.await().code()).isEqualTo(999);
    }
  }

  private ProcessResult call(Path file) {
    return PluginRun.in(directory).annotated(file).run();
  }

  private ProcessResult refuse(Path file, String problem) throws IOException {
    Target target = Target.of(file);
    ProcessResult reply = call(file);
    target.assertUntouchedBy(reply);
    assertThat(reply.message()).isEqualTo("the failpoint file " + file + " " + problem);
    assertThat(Files.exists(HeldCall.temporary(file), LinkOption.NOFOLLOW_LINKS)).isFalse();
    return reply;
  }

  private Path tmpfs(String options) throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    run("mount", "-t", "tmpfs", "-o", options, "cnifp-test", mount.toString());
    undo.push(List.of("umount", mount.toString()));
    return mount;
  }

  private static void fill(Path ballast) throws IOException {
    try (var channel =
        Files.newByteChannel(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (true) {
        channel.write(ByteBuffer.allocate(4096));
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + output).isZero();
  }
}
