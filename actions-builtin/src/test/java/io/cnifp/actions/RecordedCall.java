package io.cnifp.actions;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A call at the point {@code cmdAdd} that records what an action does with it, in order. */
final class RecordedCall implements FailpointAction.Invocation {
  static final String RESULT = "{\"cniVersion\":\"1.0.0\",\"ips\":[]}";

  private final List<String> events = new ArrayList<>();
  private CniCommand command = CniCommand.ADD;
  private Optional<String> prevResult = Optional.empty();
  private CniResponse reply = CniResponse.success(RESULT);
  private final RandomGenerator random = RandomGenerator.getDefault();

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
    return provider.create(ActionArguments.none()).apply(this);
  }

  CniResponse through(FailpointActionProvider provider, String raw) throws InterruptedException {
    return provider.create(ActionArguments.raw(raw)).apply(this);
  }

  /** With named arguments, given as key, value, key, value... */
  CniResponse through(FailpointActionProvider provider, String key, String value, String... more)
      throws InterruptedException {
    Map<String, String> named = new LinkedHashMap<>(Map.of(key, value));
    for (int i = 0; i < more.length; i += 2) {
      named.put(more[i], more[i + 1]);
    }
    return provider.create(ActionArguments.named(named)).apply(this);
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
  public void print(String line) {
    events.add("print " + line);
  }
}
