package io.cnifp.resident;

import io.cnifp.engine.handover.ActText;
import io.cnifp.engine.handover.Fields;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Calls that a server answers before it listens, so that the first real one finds compiled code.
 * They have a server, failpoints and a state directory of their own.
 */
final class WarmUp {
  private static final int CALLS = 1000;

  private static final byte[] NONE = {};

  private final Path directory;
  private final Identity identity;

  /**
   * Creates the calls.
   *
   * @param directory an empty directory of this user's
   * @param identity the identity of this process
   */
  WarmUp(Path directory, Identity identity) {
    this.directory = directory;
    this.identity = identity;
  }

  /** Returns the environment variables of the calls that name a directory. */
  Map<String, String> environment() {
    return Map.of("CNI_FP_STATE_DIR", directory.resolve("state").toString());
  }

  /** Makes the calls to a server that listens on a socket. */
  void call(Path socket) throws IOException {
    Path file = directory.resolve("points.json");
    Files.writeString(
        file, "{\"cmdAdd\":\"1000000*off\",\"cmdCheck\":\"1000000*error(no)\",\"cmdDel\":\"off\"}");
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.createFile(bin.resolve("bridge")).toFile().setExecutable(true);
    String plain = "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"cni-bridge-fp\"";
    String annotated =
        plain
            + ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
            + "{\"failpoint.cni.containerd.io/confpath\":\""
            + file
            + "\"}}}";
    for (int i = 0; i < CALLS; i++) {
      String command = i % 8 == 5 ? "CHECK" : i % 8 == 7 ? "DEL" : "ADD";
      call(socket, command, bin, i % 4 == 2 ? plain + "}" : annotated);
    }
  }

  private void call(Path socket, String command, Path bin, String netconf) throws IOException {
    StringBuilder environment = new StringBuilder();
    environment.append("CNI_COMMAND=").append(command).append('\0');
    environment.append("CNI_CONTAINERID=warm").append('\0');
    environment.append("CNI_NETNS=/var/run/netns/none").append('\0');
    environment.append("CNI_IFNAME=eth0").append('\0');
    environment.append("CNI_PATH=").append(bin).append('\0');
    environment.append("CNI_FP_PROCESS=-").append('\0');
    environment()
        .forEach((name, value) -> environment.append(name).append('=').append(value).append('\0'));
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var _ = channel.connect(UnixDomainSocketAddress.of(socket));
      new Frame(
              'Q',
              Fields.of(
                  Fields.field("cni-bridge-fp"),
                  Fields.field("/cni-bridge-fp"),
                  Fields.field(identity.text()),
                  Fields.field("0:0"),
                  Fields.field(environment.toString()),
                  Fields.field(netconf),
                  NONE,
                  NONE,
                  NONE))
          .write(channel);
      answer(channel);
    }
  }

  private static void answer(SocketChannel channel) throws IOException {
    byte[] result =
        "{\"cniVersion\":\"1.0.0\",\"interfaces\":[{\"name\":\"eth0\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    for (Frame frame = Frame.read(channel); frame.letter() != 'E'; frame = Frame.read(channel)) {
      switch (frame.letter()) {
        case 'R' -> new Frame('G', Fields.of()).write(channel);
        case 'A' -> {
          var _ = ActText.read(frame.fields().bytes(1));
          new Frame('O', Fields.of(Fields.field("exited"), Fields.field("0"), result, NONE))
              .write(channel);
        }
        default -> throw new IOException("the warm-up was answered " + frame);
      }
    }
  }
}
