package io.cnifp.api;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of a CNI plugin: what the runtime put into the environment and on standard input.
 *
 * <p>The engine creates one for each call, after the checks of the CNI libraries (required
 * variables and their form, the network's name, the version). Immutable and safe for use by several
 * threads; the {@code with} methods return changed copies.
 *
 * @since 0.1
 */
public final class CniRequest {
  private final CniCommand command;
  private final Map<String, String> environment;
  private final byte[] input;
  private final JsonObject netconf;
  private final String cniVersion;

  private CniRequest(
      CniCommand command,
      Map<String, String> environment,
      byte[] input,
      JsonObject netconf,
      String cniVersion) {
    this.command = Objects.requireNonNull(command, "command");
    this.environment = environment;
    this.input = input;
    this.netconf = netconf;
    this.cniVersion = Objects.requireNonNull(cniVersion, "cniVersion");
  }

  /**
   * {@return a request} Nothing is checked here: what the engine refuses never becomes a request.
   *
   * @param command what the runtime asks for
   * @param environment the whole environment of the call, the {@code CNI_} variables included;
   *     copied
   * @param input standard input, byte for byte; copied
   * @param netconf the network configuration that {@code input} holds
   * @param cniVersion the spec version of the configuration
   */
  public static CniRequest of(
      CniCommand command,
      Map<String, String> environment,
      byte[] input,
      JsonObject netconf,
      String cniVersion) {
    return new CniRequest(
        command,
        Collections.unmodifiableMap(new LinkedHashMap<>(environment)),
        input.clone(),
        Objects.requireNonNull(netconf, "netconf"),
        cniVersion);
  }

  /** {@return what the runtime asks for} */
  public CniCommand command() {
    return command;
  }

  /** {@return {@code CNI_CONTAINERID}; empty on GC, STATUS and VERSION} */
  public Optional<String> containerId() {
    return variable("CNI_CONTAINERID");
  }

  /**
   * {@return {@code CNI_NETNS}, the path of the container's network namespace; may be empty on DEL}
   */
  public Optional<String> netns() {
    return variable("CNI_NETNS");
  }

  /** {@return {@code CNI_IFNAME}, the name of the interface in the container} */
  public Optional<String> ifname() {
    return variable("CNI_IFNAME");
  }

  /**
   * {@return the keys and values of {@code CNI_ARGS} in their order} Items without {@code =} are
   * left out; of a repeated key the last value counts.
   */
  public Map<String, String> args() {
    Map<String, String> args = new LinkedHashMap<>();
    for (String item : split(environment.getOrDefault("CNI_ARGS", ""), ';')) {
      int equals = item.indexOf('=');
      if (equals > 0) {
        args.put(item.substring(0, equals), item.substring(equals + 1));
      }
    }
    return args;
  }

  /** {@return the directories of {@code CNI_PATH}, without empty items} */
  public List<String> path() {
    return split(environment.getOrDefault("CNI_PATH", ""), ':');
  }

  /** {@return the whole environment of the call, the {@code CNI_} variables included} */
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * {@return the spec version of the configuration; {@code 0.1.0} if it names none} On VERSION it
   * is the latest version that the engine supports.
   */
  public String cniVersion() {
    return cniVersion;
  }

  /** {@return the network's name; empty on VERSION} */
  public String network() {
    return command == CniCommand.VERSION ? "" : member("name").map(JsonValue::asText).orElse("");
  }

  /** {@return the network configuration; an empty object if VERSION came without one} */
  public JsonObject netconf() {
    return netconf;
  }

  /**
   * {@return standard input byte for byte, which {@link #netconf} was read from; a new array at
   * each call}
   */
  public byte[] input() {
    return input.clone();
  }

  /**
   * {@return the value of a top-level member of the configuration; empty if there is none or it is
   * {@code null}} Names are looked up as the CNI libraries do: exactly, else whatever the case of
   * their letters; of a repeated member the last one counts.
   *
   * @param name the member's name
   */
  public Optional<JsonValue> member(String name) {
    return netconf.getIgnoringCase(name).filter(value -> !value.isNull());
  }

  /** {@return the result of the CNI plugin before this one in the chain; empty if there is none} */
  public Optional<JsonValue> prevResult() {
    return member("prevResult");
  }

  /**
   * {@return {@code K8S_POD_NAME} of {@link #args}; empty if the runtime is none of Kubernetes'}
   */
  public Optional<String> pod() {
    return Optional.ofNullable(args().get("K8S_POD_NAME"));
  }

  /** {@return {@code K8S_POD_NAMESPACE} of {@link #args}; empty as {@link #pod} is} */
  public Optional<String> namespace() {
    return Optional.ofNullable(args().get("K8S_POD_NAMESPACE"));
  }

  /**
   * {@return this call with another command, in the environment too}
   *
   * @param other the command
   */
  public CniRequest withCommand(CniCommand other) {
    CniRequest changed = withVariable("CNI_COMMAND", other.name());
    return new CniRequest(other, changed.environment, input, netconf, cniVersion);
  }

  /**
   * {@return this call with another value of a variable}
   *
   * @param name the variable's name
   * @param value its value
   */
  public CniRequest withVariable(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(environment);
    changed.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return new CniRequest(
        command, Collections.unmodifiableMap(changed), input, netconf, cniVersion);
  }

  /**
   * {@return this call with another name for the interface, {@code CNI_IFNAME}}
   *
   * @param name the name
   */
  public CniRequest withIfname(String name) {
    return withVariable("CNI_IFNAME", name);
  }

  /**
   * {@return this call with another environment} The command stays, in the environment too.
   *
   * @param other the whole environment; copied
   */
  public CniRequest withEnvironment(Map<String, String> other) {
    Map<String, String> changed = new LinkedHashMap<>(other);
    changed.put("CNI_COMMAND", command.name());
    return new CniRequest(
        command, Collections.unmodifiableMap(changed), input, netconf, cniVersion);
  }

  /**
   * {@return this call with another network configuration} {@link #input} is then its text; the
   * version stays.
   *
   * @param other the configuration
   */
  public CniRequest withNetconf(JsonObject other) {
    byte[] text = other.toString().getBytes(StandardCharsets.UTF_8);
    // Parsed again, so that its values have their places in the new input.
    return new CniRequest(command, environment, text, JsonValue.parse(text).asObject(), cniVersion);
  }

  /** {@return the command, the container and the interface, for messages} */
  @Override
  public String toString() {
    return command + " " + containerId().orElse("") + " " + ifname().orElse("");
  }

  private Optional<String> variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Splits without empty items and without regular expressions, which a call would pay for. */
  private static List<String> split(String text, char separator) {
    List<String> items = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf(separator, from);
      end = end < 0 ? text.length() : end;
      if (end > from) {
        items.add(text.substring(from, end));
      }
      from = end + 1;
    }
    return items;
  }
}
