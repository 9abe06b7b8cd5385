package io.cnifp.resident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.Engine;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.handover.Fields;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, with a test in the launcher's place. */
class EngineServerTests {
  private static final byte[] NONE = {};

  @TempDir private Path directory;

  private Path file;
  private Path bridge;
  private Identity identity;
  private EngineServer server;
  private Thread thread;

  @BeforeEach
  void start() throws Exception {
    file = directory.resolve("f.json");
    bridge = Files.createFile(Files.createDirectory(directory.resolve("bin")).resolve("bridge"));
    assertThat(bridge.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(directory.resolve("state"));
    Path sockets = Files.createDirectory(directory.resolve("sockets"));
    identity = Identity.ofThisProcess();
    Extensions none = new Extensions(Optional.empty());
    InstantSource clock = InstantSource.system();
    Map<String, String> environment = Map.of("CNI_FP_STATE_DIR", state());
    Installation installation =
        new Installation("cni-bridge-fp", Optional.empty(), Optional.empty());
    Engine engine =
        new Engine(
            installation,
            new StateDirectory(environment),
            ProviderRegistry.actions(none),
            ProviderRegistry.delegates(none),
            new RemoteCallSite("", clock),
            () -> 50,
            clock);
    server =
        new EngineServer(
            sockets,
            "b",
            new LauncherEngines(engine, installation),
            state(),
            identity,
            clock,
            () -> {});
    CountDownLatch listening = new CountDownLatch(1);
    thread =
        new Thread(() -> {
          try {
            server.run(listening::countDown);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    thread.start();
    assertThat(listening.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(socket()).doesNotExist();
  }

  private String state() {
    return directory.resolve("state").toString();
  }

  private Path socket() {
    return directory.resolve("sockets/b");
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    assertThat(channel.connect(UnixDomainSocketAddress.of(socket()))).isTrue();
    return channel;
  }

  /** A call of ADD whose configuration names the failpoint file. */
  private Frame call(String identityText, String variables, byte[]... progress) {
    String environment =
        variables
            + "CNI_COMMAND=ADD\0CNI_CONTAINERID=c\0CNI_NETNS=/none\0CNI_IFNAME=eth0\0CNI_FP_PROCESS=-\0"
            + "CNI_PATH="
            + bridge.getParent()
            + "\0CNI_FP_STATE_DIR="
            + state()
            + "\0";
    String netconf =
        "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"type\":\"t\",\"failpoint\":{\"confPath\":\""
            + file
            + "\"}}";
    return new Frame(
        'Q',
        Fields.of(
            Fields.field("cni-bridge-fp"),
            Fields.field("/cni-bridge-fp"),
            Fields.field(identityText),
            Fields.field("0:0"),
            Fields.field(environment),
            Fields.field(netconf),
            progress.length == 0 ? NONE : progress[0],
            progress.length == 0 ? NONE : progress[1],
            progress.length == 0 ? NONE : progress[2]));
  }

  private Frame call() {
    return call(identity.text(), "");
  }

  private JsonObject statistics() throws IOException {
    try (SocketChannel channel = connect()) {
      new Frame('I', Fields.of()).write(channel);
      return JsonValue.parse(Frame.read(channel).fields().text(0)).asObject();
    }
  }

  private static void send(SocketChannel channel, char letter, String... fields)
      throws IOException {
    byte[][] all = new byte[fields.length][];
    for (int i = 0; i < fields.length; i++) {
      all[i] = fields[i].getBytes(UTF_8);
    }
    new Frame(letter, Fields.of(all)).write(channel);
  }

  @Nested
  class ACallThatCountsNothing {
    @Test
    void endsWithoutAPermission() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"error(no)\"}");
      try (SocketChannel channel = connect()) {
        call().write(channel);
        Frame end = Frame.read(channel);
        assertThat(end.letter()).isEqualTo('E');
        assertThat(end.fields().text(0)).isEqualTo("exit");
        assertThat(end.fields().text(1)).isEqualTo("1");
        assertThat(end.fields().text(3)).contains("\"msg\": \"no\"");
      }
    }

    @Test
    void runsTheDelegateAsAnActOfTheLaunchers() throws Exception {
      Files.writeString(file, "{}");
      try (SocketChannel channel = connect()) {
        call().write(channel);
        Frame act = Frame.read(channel);
        assertThat(act.letter()).isEqualTo('A');
        Fields run = Fields.read(ByteBuffer.wrap(act.fields().bytes(1)));
        assertThat(run.text(0)).isEqualTo("run");
        assertThat(run.text(1)).isEqualTo(bridge.toString());
        assertThat(run.text(2)).contains("CNI_COMMAND=ADD\0").contains("CNI_FP_NESTING=1\0");
        send(channel, 'O', "exited", "0", "{\"cniVersion\":\"1.0.0\"}", "");
        Frame end = Frame.read(channel);
        assertThat(end.letter()).isEqualTo('E');
        assertThat(end.fields().text(3)).isEqualTo("{\"cniVersion\":\"1.0.0\"}");
      }
    }
  }

  @Nested
  class ACallThatCounts {
    @BeforeEach
    void arm() throws IOException {
      Files.writeString(file, "{\"cmdAdd\":\"5*error(no)\"}");
    }

    @Test
    void changesNothingBeforeItMay() throws Exception {
      try (SocketChannel channel = connect()) {
        call().write(channel);
        Frame ready = Frame.read(channel);
        assertThat(ready.letter()).isEqualTo('R');
        assertThat(ready.fields().number(0)).isEqualTo(15_000);
        assertThat(file).hasContent("{\"cmdAdd\":\"5*error(no)\"}");
      }
      assertThat(file).hasContent("{\"cmdAdd\":\"5*error(no)\"}");
    }

    @Test
    void countsOnceWhenItMay() throws Exception {
      try (SocketChannel channel = connect()) {
        call().write(channel);
        assertThat(Frame.read(channel).letter()).isEqualTo('R');
        send(channel, 'G');
        assertThat(Frame.read(channel).letter()).isEqualTo('E');
      }
      assertThat(file).hasContent("{\"cmdAdd\":\"4*error(no)\"}");
    }

    @Test
    void countsNothingAgainAfterItsDecision() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"5*off\"}");
      Frame act;
      try (SocketChannel channel = connect()) {
        call().write(channel);
        assertThat(Frame.read(channel).letter()).isEqualTo('R');
        send(channel, 'G');
        act = Frame.read(channel);
      }
      byte[] outcome =
          Fields.of(Fields.field("exited"), Fields.field("0"), Fields.field("{}"), NONE).toBytes();
      try (SocketChannel channel = connect()) {
        call(identity.text(), "", act.fields().bytes(0), act.fields().bytes(1), outcome)
            .write(channel);
        assertThat(Frame.read(channel).letter()).isEqualTo('E');
      }
      assertThat(file).hasContent("{\"cmdAdd\":\"4*off\"}");
    }
  }

  @Nested
  class ACallThatIsNoneForTheServer {
    @ParameterizedTest
    @ValueSource(strings = {"hang", "pause", "spin(1)", "delay(1s)", "abort(1h)", "acme.x"})
    void isLeftToItsProcess(String action) throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"" + action + "\"}");
      try (SocketChannel channel = connect()) {
        call().write(channel);
        assertThat(Frame.read(channel).letter()).isEqualTo('Y');
      }
    }

    @Test
    void writesTheJournal() throws Exception {
      Files.writeString(file, "{\"cmdAdd\":\"5*error(no)\"}");
      Path journal = Files.createDirectory(directory.resolve("j")).resolve("journal.jsonl");
      try (SocketChannel channel = connect()) {
        call(identity.text(), "CNI_FP_JOURNAL=" + journal + "\0").write(channel);
        Frame left = Frame.read(channel);
        assertThat(left.letter()).isEqualTo('Y');
        assertThat(left.fields().text(0)).isEqualTo("journal");
      }
      assertThat(journal).doesNotExist();
      assertThat(file).hasContent("{\"cmdAdd\":\"5*error(no)\"}");
    }

    @Test
    void isOfAProcessThatSeesOtherThings() throws Exception {
      Files.writeString(file, "{}");
      for (Frame call :
          new Frame[] {
            call("mnt:[1] other", ""), call(identity.text(), "CNI_FP_CONF=/proc/self/fd/3\0"),
          }) {
        try (SocketChannel channel = connect()) {
          call.write(channel);
          assertThat(Frame.read(channel).letter()).isEqualTo('Y');
        }
      }
      assertThat(statistics().require("left").asObject().members()).hasSize(2);
    }
  }

  @Nested
  class WhatIsNoCall {
    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "\0\0\0\1?", "\u007f\0\0\0Q", "\0\0\0\5Q\0\0\0\u0009"})
    void endsItsConnectionAlone(String bytes) throws Exception {
      try (SocketChannel channel = connect()) {
        ByteBuffer garbage = ByteBuffer.wrap(bytes.getBytes(UTF_8));
        assertThat(channel.write(garbage)).isPositive();
        channel.shutdownOutput();
        assertThatThrownBy(() -> Frame.read(channel)).isInstanceOf(IOException.class);
      }
      Files.writeString(file, "{\"cmdAdd\":\"error(no)\"}");
      try (SocketChannel channel = connect()) {
        call().write(channel);
        assertThat(Frame.read(channel).letter()).isEqualTo('E');
      }
    }
  }

  @Test
  void stopsWhenItIsAsked() throws Exception {
    try (SocketChannel channel = connect()) {
      send(channel, 'X');
      assertThat(Frame.read(channel).letter()).isEqualTo('T');
    }
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }
}
