package io.cnifp.testkit;

import io.cnifp.api.CniCommand;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.CniPlugin;
import io.cnifp.engine.Installation;
import io.cnifp.engine.Termination;
import io.cnifp.engine.file.FailpointDocument;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.provider.Providers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole engine in memory: a network configuration, a failpoint file in a temporary folder and a
 * scripted delegate instead of a network.
 *
 * <pre>{@code
 * try (TestEngine engine = new TestEngine().with(new Flap()).failpoint("cmdAdd", "acme.flap")) {
 *   assertEquals(1, engine.call(CniCommand.ADD).exitStatus());
 *   assertEquals("acme.flap", engine.failpoint("cmdAdd"));
 *   assertEquals(List.of(), engine.delegate().commands());
 * }
 * }</pre>
 *
 * <p>It has the built-in actions if they are on the class path. Calls may be made from several
 * threads at once. Closing it removes the temporary folder.
 */
public final class TestEngine implements AutoCloseable {
  private final Path folder;
  private final ScriptedDelegate delegate = new ScriptedDelegate("bridge");
  private final List<FailpointActionProvider> actions = new ArrayList<>();
  private final List<DelegateProvider> delegates = new ArrayList<>(List.of(delegate));
  private final Map<String, String> environment = new HashMap<>();
  private String members = "";

  /** Creates an engine with an empty failpoint file and the delegate {@code bridge}, scripted. */
  public TestEngine() {
    try {
      folder = Files.createTempDirectory("cni-fp-testkit");
      Files.createDirectory(folder.resolve("state"));
      Files.writeString(file(), "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("CNI_CONTAINERID", "container");
    environment.put("CNI_NETNS", "/var/run/netns/testkit");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nonexistent");
    environment.put("CNI_ARGS", "K8S_POD_NAMESPACE=default;K8S_POD_NAME=pod");
    environment.put("CNI_FP_STATE_DIR", folder.resolve("state").toString());
  }

  /** Adds an action. */
  public TestEngine with(FailpointActionProvider action) {
    actions.add(action);
    return this;
  }

  /** Adds a delegate. */
  public TestEngine with(DelegateProvider other) {
    delegates.add(other);
    return this;
  }

  /** Sets a variable of the environment of later calls. */
  public TestEngine variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Adds a member to the network configuration of later calls, its value as JSON text. */
  public TestEngine member(String name, String json) {
    members += ",\"" + name + "\":" + json;
    return this;
  }

  /** Makes this failpoint the only one of the failpoint file. */
  public TestEngine failpoint(String point, String failpoint) {
    String escaped = failpoint.replace("\\", "\\\\").replace("\"", "\\\"");
    return failpoints("{\"" + point + "\":\"" + escaped + "\"}");
  }

  /** Writes the failpoint file. */
  public TestEngine failpoints(String json) {
    try {
      Files.writeString(file(), json);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The failpoint file's content as it is now. */
  public String failpoints() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The failpoint of a point as it stands in the file now; empty if there is none. */
  public String failpoint(String point) {
    return FailpointDocument.parse(failpoints().getBytes(StandardCharsets.UTF_8))
        .point(point)
        .orElse("");
  }

  /**
   * The scripted delegate, {@code bridge}, which calls go to unless the configuration says else.
   */
  public ScriptedDelegate delegate() {
    return delegate;
  }

  /** Makes a call, as a runtime would. */
  public Outcome call(CniCommand command) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    CniPlugin plugin =
        new CniPlugin(
            new Installation("cni-bridge-fp", Optional.empty(), Optional.empty(), stderr),
            Termination.NONE,
            new StateFolder(environment),
            Providers.actions().and(actions),
            Providers.of(delegates, DelegateProvider::name),
            () -> 50);
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("CNI_COMMAND", command.name());
    byte[] netconf = netconf().getBytes(StandardCharsets.UTF_8);
    CniPlugin.Reply reply = plugin.call(variables, new ByteArrayInputStream(netconf));
    try {
      int status = ResponseWriter.write(reply.response(), reply.cniVersion(), stdout, stderr);
      return new Outcome(
          reply.response(),
          status,
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("failpoints.json");
  }

  private String netconf() {
    return "{\"cniVersion\":\"1.1.0\",\"name\":\"testkit\",\"type\":\"cni-bridge-fp\","
        + "\"failpoint\":{\"confPath\":\""
        + file()
        + "\"}"
        + members
        + "}";
  }
}
