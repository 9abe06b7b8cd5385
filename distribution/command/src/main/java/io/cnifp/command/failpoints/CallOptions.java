package io.cnifp.command.failpoints;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that describe a simulated call, for the conditions of terms. */
final class CallOptions {
  @Option(names = "--pod", paramLabel = "NAME", description = "The pod of the calls.")
  private Optional<String> pod = Optional.empty();

  @Option(names = "--namespace", paramLabel = "NAME", description = "The pod's namespace.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = "--container", paramLabel = "ID", description = "The container.")
  private Optional<String> container = Optional.empty();

  @Option(names = "--ifname", paramLabel = "NAME", description = "The interface.")
  private Optional<String> ifname = Optional.empty();

  @Option(names = "--network", paramLabel = "NAME", description = "The network.")
  private Optional<String> network = Optional.empty();

  @Option(
      names = "--delegate",
      paramLabel = "NAME",
      description = "What the calls are delegated to.")
  private Optional<String> delegate = Optional.empty();

  /** Returns the given ones by the words of the failpoint language. */
  Map<String, String> attributes() {
    ImmutableMap.Builder<String, String> attributes = ImmutableMap.builder();
    pod.ifPresent(value -> attributes.put("pod", value));
    namespace.ifPresent(value -> attributes.put("namespace", value));
    container.ifPresent(value -> attributes.put("container", value));
    ifname.ifPresent(value -> attributes.put("ifname", value));
    network.ifPresent(value -> attributes.put("network", value));
    delegate.ifPresent(value -> attributes.put("delegate", value));
    return attributes.buildOrThrow();
  }
}
