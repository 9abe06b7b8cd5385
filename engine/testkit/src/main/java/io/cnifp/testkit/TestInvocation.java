package io.cnifp.testkit;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionState;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.engine.protocol.RequestReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A call for an action alone: records what the action does with it, and never waits. Its clock
 * begins at {@link Instant#EPOCH} and is moved by the action's waits. Used on one thread.
 */
public final class TestInvocation implements FailpointAction.Invocation {
  private final CniResponse reply;
  private final List<Duration> waits = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder written = new StringBuilder();
  private final List<String> aborts = new ArrayList<>();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final TestState state = new TestState();
  private final List<Runnable> callbacks = new ArrayList<>();
  private final List<CniRequest> requests = new ArrayList<>();
  private CniCommand command = CniCommand.ADD;
  private String point = "cmdAdd";
  private Instant now = Instant.EPOCH;
  private boolean terminated;
  private int proceeds;
  private boolean interrupted;
  private boolean interruptedWait;
  private boolean continued;

  /** Creates a call that continues to a reply. */
  public TestInvocation(CniResponse reply) {
    this.reply = reply;
  }

  /** Creates a call that continues to a success. */
  public TestInvocation() {
    this(CniResponse.success("{\"cniVersion\":\"1.1.0\"}"));
  }

  /** Makes it a call of another command at another point. */
  public TestInvocation at(CniCommand otherCommand, String otherPoint) {
    command = otherCommand;
    point = otherPoint;
    return this;
  }

  /** Has SIGTERM arrive at the first wait: runs what the action has registered by then. */
  public TestInvocation terminated() {
    terminated = true;
    return this;
  }

  /** Runs what the action has registered for the end of the process and not taken back. */
  public void terminate() {
    List.copyOf(callbacks).forEach(Runnable::run);
  }

  /** Returns the requests with which the action has let the call continue, in order. */
  public List<CniRequest> requests() {
    return List.copyOf(requests);
  }

  /** Interrupts every wait. */
  public TestInvocation interrupted() {
    interrupted = true;
    return this;
  }

  /** Returns how often the action has let the call continue. */
  public int proceeds() {
    return proceeds;
  }

  /** Returns whether the action has let the call continue after an interrupted wait. */
  boolean continued() {
    return continued;
  }

  /** Returns the lengths of the waits, in order. */
  public List<Duration> waits() {
    return waits;
  }

  /** Returns the limits that the action has set on the delegate, such as {@code PT1S KILL}. */
  public List<String> aborts() {
    return aborts;
  }

  /** Returns the parts of the reply that the action has written, joined. */
  public String written() {
    return written.toString();
  }

  /** Returns the lines that the action has printed. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public CniRequest request() {
    String netconf = "{\"cniVersion\":\"1.1.0\",\"name\":\"testkit\"}";
    return RequestReader.read(
            Map.of(
                "CNI_COMMAND", command.name(),
                "CNI_CONTAINERID", "container",
                "CNI_NETNS", "/var/run/netns/testkit",
                "CNI_IFNAME", "eth0",
                "CNI_PATH", "/nonexistent"),
            new ByteArrayInputStream(netconf.getBytes(StandardCharsets.UTF_8)))
        .orElseThrow();
  }

  @Override
  public String point() {
    return point;
  }

  @Override
  public CniResponse proceed() {
    return proceed(request());
  }

  @Override
  public CniResponse proceed(CniRequest request) {
    requests.add(request);
    continued |= interruptedWait;
    if (++proceeds > 1) {
      throw new IllegalStateException("proceed() was called a second time");
    }
    return reply;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    await(duration);
  }

  @Override
  public void spin(Duration duration) throws InterruptedException {
    await(duration);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public ActionState state() {
    return state;
  }

  @Override
  public Registration onTermination(Runnable callback) {
    callbacks.add(Objects.requireNonNull(callback, "callback"));
    return () -> callbacks.remove(callback);
  }

  @Override
  public Duration maxDelay() {
    return Duration.ofMillis(10);
  }

  @Override
  public void abortDelegate(Duration after, String signal) {
    aborts.add(after + " " + signal);
  }

  @Override
  public void awaitRelease(Duration timeout) throws InterruptedException {
    await(timeout);
  }

  @Override
  public void write(String output) {
    written.append(output);
  }

  @Override
  public void print(String line) {
    lines.add(line);
  }

  private void await(Duration duration) throws InterruptedException {
    waits.add(duration);
    now = now.plus(duration);
    if (terminated) {
      terminated = false;
      terminate();
    }
    if (interrupted) {
      interruptedWait = true;
      // Methods that throw the exception clear the flag.
      Thread.interrupted();
      throw new InterruptedException();
    }
  }
}
