package io.cnifp.acceptance.resident;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test in the server's place: whatever it answers, the call is made, once. */
@DisplayName("a call with an engine that answers")
class BadEngineIT {
  @TempDir private Path directory;

  private Scene scene;
  private Path sockets;

  @BeforeEach
  void prepare() throws Exception {
    scene = new Scene(directory).failpoint("cmdAdd", "5*off");
    sockets = Files.createDirectories(scene.state().resolve("1/engine"));
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
  }

  private Path socket() throws IOException {
    Path build = Image.built().root().resolve("runtime/lib/cni-fp.build");
    return sockets.resolve(Files.readString(build).strip());
  }

  /** Makes a call while a server answers with these bytes, and again after each frame it gets. */
  private ProcessResult call(List<String> answers) throws Exception {
    Thread thread;
    ProcessResult result;
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
      thread = new Thread(() -> answer(server, answers));
      thread.start();
      result = scene.call(Image.built(), "ADD");
    } finally {
      Files.deleteIfExists(socket());
    }
    thread.join();
    return result;
  }

  private static void answer(ServerSocketChannel server, List<String> answers) {
    try (SocketChannel channel = server.accept()) {
      for (String answer : answers) {
        var _ = channel.read(ByteBuffer.allocate(64 * 1024));
        if (answer.isEmpty()) {
          var _ = channel.read(ByteBuffer.allocate(1));
        }
        var _ = channel.write(ByteBuffer.wrap(answer.getBytes(ISO_8859_1)));
      }
    } catch (IOException e) {
      // The launcher has closed the connection, or none was made.
    }
  }

  private void requireACallOfItsOwn(ProcessResult result) throws IOException {
    assertThat(result.status()).as(result.toString()).isZero();
    assertThat(result.stdout()).isEqualTo(Scene.RESULT);
    assertThat(scene.calls()).containsExactly("ADD");
    assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"4*off\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\0",
        "\0\0\0\1?",
        "\0\0\0\1A",
        "\0\0\0\1R",
        "\0\0\0\1E",
        "\u007f\u00ff\u00ff\u00ffE",
        "\0\0\0\5E\0\0\0c",
        "\0\0\0dA\0\0\0",
        "garbage and nothing but garbage",
      })
  void garbageIsMadeByItsOwnProcess(String answer) throws Exception {
    requireACallOfItsOwn(call(List.of(answer)));
  }

  @Test
  void nothingIsMadeByItsOwnProcessSoon() throws Exception {
    ProcessResult result = call(List.of(""));
    requireACallOfItsOwn(result);
    assertThat(result.elapsed().toSeconds()).isLessThan(10);
  }

  @Test
  void readyAndIsLostAfterGoFailsWithCode11() throws Exception {
    String ready = "\0\0\0\nR\0\0\0" + "\5" + "05000";
    ProcessResult result = call(List.of(ready, "\0\0"));
    assertThat(result.code()).isEqualTo(11);
    assertThat(result.message()).contains("the resident engine was lost while it decided");
    assertThat(scene.calls()).isEmpty();
    assertThat(scene.left()).isEqualTo("{\"cmdAdd\":\"5*off\"}");
  }

  @Test
  void fromADirectoryThatOthersMayOpenIsNotAsked() throws Exception {
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
    requireACallOfItsOwn(call(List.of("\0\0\0\1E")));
  }

  @Test
  void throughALinkIsNotAsked() throws Exception {
    Path elsewhere = Files.move(sockets, directory.resolve("elsewhere"));
    Files.createSymbolicLink(sockets, elsewhere);
    requireACallOfItsOwn(call(List.of("\0\0\0\1E")));
  }

  @Test
  @ExtendWith(RootOnLinux.class)
  void fromAnotherUsersDirectoryIsNotAsked() throws Exception {
    Files.setAttribute(sockets, "unix:uid", 65534);
    requireACallOfItsOwn(call(List.of("\0\0\0\1E")));
  }
}
