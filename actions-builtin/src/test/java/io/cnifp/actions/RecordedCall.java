package io.cnifp.actions;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ActionState;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A call at the point {@code cmdAdd} that records what an action does with it, in order. */
final class RecordedCall implements FailpointAction.Invocation {
  /** A step whose failpoint stands alone. */
  static final ActionContext ALONE = new Context(Optional.empty());

  static final String RESULT = "{\"cniVersion\":\"1.0.0\",\"ips\":[]}";

  private final List<String> events = new ArrayList<>();
  private CniCommand command = CniCommand.ADD;
  private Optional<String> prevResult = Optional.empty();
  private CniResponse reply = CniResponse.success(RESULT);
  private final RandomGenerator random = RandomGenerator.getDefault();

  private record Context(Optional<String> point) implements ActionContext {
    @Override
    public Origin origin() {
      return Origin.ADMINISTRATOR;
    }

    @Override
    public JsonObject settings() {
      return JsonObject.of();
    }
  }

  /** A step of the failpoint of a point. */
  static ActionContext at(String point) {
    return new Context(Optional.of(point));
  }

  RecordedCall of(CniCommand other) {
    command = other;
    return this;
  }

  RecordedCall withPrevResult(String json) {
    prevResult = Optional.of(json);
    return this;
  }

  RecordedCall answering(CniResponse other) {
    reply = other;
    return this;
  }

  List<String> events() {
    return events;
  }

  CniResponse through(FailpointActionProvider provider) throws InterruptedException {
    return provider.create(ActionArguments.none(), ALONE).apply(this);
  }

  CniResponse through(FailpointActionProvider provider, String raw) throws InterruptedException {
    return provider.create(ActionArguments.raw(raw), ALONE).apply(this);
  }

  /** With named arguments, given as key, value, key, value... */
  CniResponse through(FailpointActionProvider provider, String key, String value, String... more)
      throws InterruptedException {
    Map<String, String> named = new LinkedHashMap<>(Map.of(key, value));
    for (int i = 0; i < more.length; i += 2) {
      named.put(more[i], more[i + 1]);
    }
    return provider.create(ActionArguments.named(named), ALONE).apply(this);
  }

  @Override
  public CniRequest request() {
    JsonObject netconf = JsonObject.of().with("name", "net");
    if (prevResult.isPresent()) {
      netconf = netconf.with("prevResult", JsonValue.parse(prevResult.get()));
    }
    return CniRequest.of(
        command, Map.of(), netconf.toString().getBytes(StandardCharsets.UTF_8), netconf, "0.4.0");
  }

  @Override
  public String point() {
    return "cmdAdd";
  }

  @Override
  public CniResponse proceed() {
    if (events.contains("proceed")) {
      throw new IllegalStateException("proceed() was called a second time");
    }
    events.add("proceed");
    return reply;
  }

  @Override
  public CniResponse proceed(CniRequest request) {
    throw new UnsupportedOperationException("no built-in action changes the request");
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public ActionState state() {
    throw new UnsupportedOperationException("no built-in action keeps state");
  }

  @Override
  public Registration onTermination(Runnable callback) {
    throw new UnsupportedOperationException("no built-in action needs to know");
  }

  @Override
  public void sleep(Duration duration) {
    events.add("sleep " + duration);
  }

  @Override
  public void spin(Duration duration) {
    events.add("spin " + duration);
  }

  @Override
  public void abortDelegate(Duration after, String signal) {
    events.add("abort " + after + " " + signal);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Duration maxDelay() {
    return DurationRange.LONGEST;
  }

  @Override
  public void awaitRelease(Duration timeout) {
    events.add("pause " + timeout);
  }

  @Override
  public void write(String output) {
    events.add("write " + output);
  }

  @Override
  public void print(String line) {
    events.add("print " + line);
  }
}
