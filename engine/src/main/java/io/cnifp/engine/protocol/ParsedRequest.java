package io.cnifp.engine.protocol;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request over an environment and a configuration that have passed {@link RequestReader}. */
final class ParsedRequest implements CniRequest {
  private final CniCommand command;
  private final Map<String, String> environment;
  private final NetConf netconf;
  private final String cniVersion;

  ParsedRequest(
      CniCommand command, Map<String, String> environment, NetConf netconf, String cniVersion) {
    this.command = command;
    this.environment = environment;
    this.netconf = netconf;
    this.cniVersion = cniVersion;
  }

  @Override
  public CniCommand command() {
    return command;
  }

  @Override
  public Optional<String> containerId() {
    return variable("CNI_CONTAINERID");
  }

  @Override
  public Optional<String> netns() {
    return variable("CNI_NETNS");
  }

  @Override
  public Optional<String> ifname() {
    return variable("CNI_IFNAME");
  }

  @Override
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

  @Override
  public List<String> path() {
    return split(environment.getOrDefault("CNI_PATH", ""), ':');
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public String cniVersion() {
    return cniVersion;
  }

  @Override
  public String network() {
    return command == CniCommand.VERSION ? "" : netconf.string("name");
  }

  @Override
  public byte[] netconf() {
    return netconf.document();
  }

  @Override
  public Optional<String> member(String name) {
    return netconf.member(name);
  }

  ParsedRequest with(CniCommand other) {
    Map<String, String> changed = new LinkedHashMap<>(environment);
    changed.put("CNI_COMMAND", other.name());
    return new ParsedRequest(other, Map.copyOf(changed), netconf, cniVersion);
  }

  ParsedRequest with(byte[] document) {
    return new ParsedRequest(command, environment, NetConf.parse(document), cniVersion);
  }

  @Override
  public String toString() {
    return command + " " + containerId().orElse("") + " " + ifname().orElse("");
  }

  private Optional<String> variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** Splits without empty items and without regular expressions. */
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
