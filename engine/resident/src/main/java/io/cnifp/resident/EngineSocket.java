package io.cnifp.resident;

import io.cnifp.engine.handover.Fields;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The socket of the engine of one build, for people who ask how it is. Immutable. */
public final class EngineSocket {
  private static final Path BUILD = Path.of("runtime/lib/cni-fp.build");

  private final Path path;

  private EngineSocket(Path path) {
    this.path = path;
  }

  /**
   * Returns the socket of an installation's build.
   *
   * @throws IOException if the image has no build
   */
  public static EngineSocket of(StateDirectory state, Path home) throws IOException {
    return new EngineSocket(state.resolve("engine").resolve(build(home)));
  }

  /**
   * Returns the build of an image.
   *
   * @throws IOException if it has none
   */
  static String build(Path home) throws IOException {
    return Files.readString(home.resolve(BUILD)).strip();
  }

  /**
   * Returns the state of the server as JSON; empty if none runs.
   *
   * @throws IOException if it does not answer
   */
  public Optional<String> state() throws IOException {
    return ask('I');
  }

  /**
   * Tells the server to end; returns whether one runs.
   *
   * @throws IOException if it does not answer
   */
  public boolean stop() throws IOException {
    return ask('X').isPresent();
  }

  private Optional<String> ask(char letter) throws IOException {
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = channel.connect(UnixDomainSocketAddress.of(path));
      new Frame(letter, Fields.of()).write(channel);
      return Optional.of(Frame.read(channel).fields().text(0));
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }
}
