package io.cnifp.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
@ExtendWith(RootOnly.class)
class PlacesIT {
  private static final String TWICE = "{\"cmdAdd\": \"2*error(boom)\", \"other\": [1, 2]}";
  private static final String ONCE = "{\"cmdAdd\": \"1*error(boom)\", \"other\": [1, 2]}";

  @TempDir private Path folder;
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

    Reply reply = refuse(file, "can't be replaced (No space left on device); nothing was injected");
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

    refuse(file, "can't be replaced (Read-only file system); nothing was injected");
    assertThat(call(stateless).message()).isEqualTo("always");
    assertThat(call(other).isSuccess()).isTrue();
  }

  @Test
  void aFileThatIsAMountOfItsOwnStaysAsItIs() throws Exception {
    Path source = Files.writeString(folder.resolve("source"), TWICE);
    Path file = Files.createFile(folder.resolve("f"));
    run("mount", "--bind", source.toString(), file.toString());
    undo.push(List.of("umount", file.toString()));
    refuse(file, "can't be replaced (Device or resource busy); nothing was injected");
  }

  @Test
  void anotherUsersFileKeepsOwnerGroupAndMode() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), TWICE);
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
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), TWICE);
    Path file = Files.createLink(folder.resolve("f"), elsewhere);
    assertThat(call(file).message()).isEqualTo("boom");
    assertThat(file).hasContent(ONCE);
    assertThat(elsewhere).hasContent(TWICE);
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), TWICE);
    Path link = Files.createSymbolicLink(folder.resolve("f"), Path.of("target"));
    assertThat(call(link).message()).isEqualTo("boom");
    assertThat(Files.readSymbolicLink(link)).hasToString("target");
    assertThat(target).hasContent(ONCE);
  }

  @Test
  void aConfigMapsLinkSwapIsFollowed() throws Exception {
    for (String version : List.of("1", "2")) {
      Path data = Files.createDirectory(folder.resolve("..v" + version));
      Files.writeString(data.resolve("f"), "{\"cmdAdd\":\"2*error(v" + version + ")\"}");
    }
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
    Path file = Files.createSymbolicLink(folder.resolve("f"), Path.of("..data/f"));
    assertThat(call(file).message()).isEqualTo("v1");
    Path next = Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..v2"));
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    assertThat(call(file).message()).isEqualTo("v2");
    assertThat(folder.resolve("..v1/f")).hasContent("{\"cmdAdd\":\"1*error(v1)\"}");
    assertThat(folder.resolve("..v2/f")).hasContent("{\"cmdAdd\":\"1*error(v2)\"}");
  }

  @Test
  void anEditInBetweenIsReadAndCountedOn() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), TWICE);
    assertThat(call(file).message()).isEqualTo("boom");
    run("sed", "-i", "s/1\\*error/9*error/", file.toString());
    assertThat(call(file).message()).isEqualTo("boom");
    assertThat(file).hasContent(ONCE.replace("1*", "8*"));
  }

  @Test
  void aProgramIsNotKeptFromBeingStarted() throws Exception {
    Path program = Files.copy(Path.of("/bin/true"), folder.resolve("program"));
    PluginCall call = PluginCall.in(folder).annotated(program);
    for (int i = 0; i < 5; i++) {
      PluginCall.Started started = call.start(folder);
      while (started.process().isAlive()) {
        run(program.toString());
      }
      assertThat(started.await(PluginCall.LIMIT).code()).isEqualTo(999);
    }
  }

  private Reply call(Path file) {
    return PluginCall.in(folder).annotated(file).run(folder);
  }

  private Reply refuse(Path file, String problem) throws IOException {
    Target target = Target.of(file);
    Reply reply = call(file);
    target.assertUntouchedBy(reply);
    assertThat(reply.message()).isEqualTo("the failpoint file " + file + " " + problem);
    assertThat(Files.exists(HeldCall.temporary(file), LinkOption.NOFOLLOW_LINKS)).isFalse();
    return reply;
  }

  private Path tmpfs(String options) throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
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
