package io.cnifp.testkit;

import io.cnifp.api.CniCommand;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.Engine;
import io.cnifp.engine.Installation;
import io.cnifp.engine.failpointfile.FailpointDocument;
import io.cnifp.engine.failpointfile.StateKey;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.process.AnnouncedWaits;
import io.cnifp.engine.process.LocalCallSite;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.statedir.StateDirectory;
import io.cnifp.engine.statedir.WaitingCalls;
import io.cnifp.engine.statedir.WaitingSlots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The whole engine in memory: a network configuration, a failpoint file in a temporary directory
 * and a scripted delegate instead of a network.
 *
 * <pre>{@code
 * try (TestEngine engine =
 *     new TestEngine().withAction(new FlapProvider()).failpoint("cmdAdd", "acme.flap")) {
 *   assertEquals(1, engine.call(CniCommand.ADD).exitStatus());
 *   assertEquals("acme.flap", engine.failpoint("cmdAdd"));
 *   assertEquals(List.of(), engine.delegate().commands());
 * }
 * }</pre>
 *
 * <p>It has the built-in actions if they are on the class path. What is added to it runs as in an
 * extension; the stack trace of what it throws is printed to standard error. Several threads may
 * make calls at once. Closing it removes the temporary directory.
 */
public final class TestEngine implements AutoCloseable {
  private final Path directory;
  private final ScriptedDelegate delegate = new ScriptedDelegate();
  private final TestProviders providers = new TestProviders();
  private final Map<String, String> environment = new HashMap<>();
  private final TestPolicy policy = new TestPolicy();
  private final TestTermination termination = new TestTermination();
  private InstantSource clock = InstantSource.system();
  private Optional<VirtualClock> virtual = Optional.empty();
  private final TestNetconf netconf;

  /** Creates an engine with an empty failpoint file and the delegate {@code bridge}, scripted. */
  public TestEngine() {
    providers.addOwn("bridge", delegate);
    try {
      directory = Files.createTempDirectory("cni-fp-testkit");
      Files.createDirectory(directory.resolve("state"));
      Files.writeString(file(), "{}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    netconf = new TestNetconf(file());
    environment.put("CNI_CONTAINERID", "container");
    environment.put("CNI_NETNS", "/var/run/netns/testkit");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nonexistent");
    environment.put("CNI_ARGS", "K8S_POD_NAMESPACE=default;K8S_POD_NAME=pod");
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
  }

  /** Adds an action under the name that its class gives. */
  public TestEngine withAction(FailpointActionProvider action) {
    providers.add(action);
    return this;
  }

  /** Adds a delegate under the name that its class gives. */
  public TestEngine withDelegate(DelegateProvider other) {
    providers.add(other);
    return this;
  }

  /** Adds a delegate of the test kit's own under a name. */
  TestEngine withDelegate(String name, DelegateProvider other) {
    providers.addOwn(name, other);
    return this;
  }

  /**
   * Has the waits of later calls end at once and move a clock instead, which begins now and is also
   * that of {@code until} and of {@link io.cnifp.api.spi.FailpointAction.Invocation#now}.
   */
  public TestEngine withVirtualTime() {
    VirtualClock next = new VirtualClock();
    virtual = Optional.of(next);
    clock = next;
    return this;
  }

  /** Returns how long calls have waited since {@link #withVirtualTime}, which must be called. */
  public Duration waited() {
    return virtual
        .orElseThrow(() -> new IllegalStateException("call withVirtualTime() first"))
        .elapsed();
  }

  /** Sets what the node's policy has for an action, its key {@code actions}. */
  public TestEngine settings(FailpointActionProvider provider, JsonObject settings) {
    policy.action(Description.of(provider).name(), settings);
    return this;
  }

  /** Sets what the node's policy has for a delegate, its key {@code delegates}. */
  public TestEngine settings(DelegateProvider provider, JsonObject settings) {
    policy.delegate(Description.of(provider).name(), settings);
    return this;
  }

  /**
   * Does what SIGTERM does to the calls that are being made: runs what their actions and delegates
   * have registered, on this thread. The calls continue.
   */
  public void terminate() {
    termination.terminate();
  }

  /** Sets the clock that {@code until} is compared with in later calls. */
  public TestEngine clock(InstantSource source) {
    clock = source;
    return this;
  }

  /** Sets a variable of the environment of later calls. */
  public TestEngine variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Adds a member to the network configuration of later calls, its value as JSON text. */
  public TestEngine member(String name, String json) {
    netconf.member(name, json);
    return this;
  }

  /**
   * Has later calls delegated as the key {@code failpoint.delegate} of the configuration says.
   *
   * @param json a delegate's name or an object whose {@code type} is the name, as JSON text
   */
  public TestEngine delegateTo(String json) {
    netconf.delegate(json);
    return this;
  }

  /**
   * Has later calls find their failpoints in the configuration, in {@code failpoint.points}, and
   * not in the file.
   *
   * @param json the failpoints by their points, as JSON text
   */
  public TestEngine points(String json) {
    netconf.points(json);
    return this;
  }

  /** Writes a failpoint file with this failpoint alone. */
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

  /** Returns the failpoint file's content. */
  public String failpoints() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the failpoint of a point in the file; empty if there is none. */
  public String failpoint(String point) {
    return FailpointDocument.parse(failpoints().getBytes(StandardCharsets.UTF_8))
        .point(point)
        .orElse("");
  }

  /**
   * Returns what an action keeps in the failpoint file, as JSON.
   *
   * @param point the point
   * @param term the term's place in the failpoint, from 1
   * @param action the action's name
   */
  public String state(String point, int term, String action) {
    return FailpointDocument.parse(failpoints().getBytes(StandardCharsets.UTF_8))
        .state()
        .get(new StateKey(point, term - 1, action))
        .toString();
  }

  /**
   * Returns the scripted delegate, {@code bridge}, which calls go to unless the configuration names
   * another one.
   */
  public ScriptedDelegate delegate() {
    return delegate;
  }

  /** Makes a call, as a runtime does. */
  public Outcome call(CniCommand command) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("CNI_COMMAND", command.name());
    policy.write(directory.resolve("policy.json"), variables);
    byte[] input = netconf.text().getBytes(StandardCharsets.UTF_8);
    Reply reply = engine(stdout, stderr).call(variables, new ByteArrayInputStream(input));
    try {
      int status = ResponseWriter.write(reply, stdout, stderr);
      return new Outcome(
          reply.response(),
          status,
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Engine engine(OutputStream stdout, OutputStream stderr) {
    StateDirectory state = new StateDirectory(environment);
    return new Engine(
        new Installation("cni-bridge-fp", Optional.empty(), Optional.empty()),
        state,
        providers.actions(),
        providers.delegates(),
        site(state, stdout, stderr),
        () -> 50,
        clock);
  }

  private CallSite site(StateDirectory state, OutputStream stdout, OutputStream stderr) {
    CallSite site =
        new LocalCallSite(
            termination,
            new AnnouncedWaits(termination, new WaitingCalls(state), new WaitingSlots(state)),
            stdout,
            stderr,
            () -> ThreadLocalRandom.current().nextLong(),
            clock,
            Optional.empty());
    return virtual.isPresent() ? new VirtualCallSite(site, virtual.get()) : site;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return directory.resolve("failpoints.json");
  }
}
