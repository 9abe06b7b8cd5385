package io.cnifp.actions;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call at the point {@code cmdAdd} that notes what an action does with it, in order. */
final class RecordedCall implements FailpointAction.Invocation {
  static final String RESULT = "{\"cniVersion\":\"1.0.0\",\"ips\":[]}";

  private final List<String> events = new ArrayList<>();
  private CniCommand command = CniCommand.ADD;
  private Optional<String> prevResult = Optional.empty();
  private CniResponse reply = CniResponse.success(RESULT);
  private Duration maxDelay = Duration.ofNanos(Long.MAX_VALUE);

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

  RecordedCall waitingAtMost(Duration most) {
    maxDelay = most;
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
    return new Request(command, prevResult);
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
  public Duration maxDelay() {
    return maxDelay;
  }

  @Override
  public void awaitRelease(Duration timeout) {
    events.add("pause " + timeout);
  }

  @Override
  public void print(String line) {
    events.add("print " + line);
  }

  private record Request(CniCommand command, Optional<String> prevResult) implements CniRequest {
    @Override
    public Optional<String> containerId() {
      return Optional.of("c1");
    }

    @Override
    public Optional<String> netns() {
      return Optional.of("/run/netns/x");
    }

    @Override
    public Optional<String> ifname() {
      return Optional.of("eth0");
    }

    @Override
    public Map<String, String> args() {
      return Map.of();
    }

    @Override
    public List<String> path() {
      return List.of();
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public String cniVersion() {
      return "0.4.0";
    }

    @Override
    public String network() {
      return "net";
    }

    @Override
    public byte[] netconf() {
      return "{}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> member(String name) {
      return Optional.empty();
    }
  }
}
