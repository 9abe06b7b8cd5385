package io.cnifp.delegates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as far as delegates look at it.
 *
 * @param document the configuration, each byte as a character
 */
record Call(
    CniCommand command,
    List<String> path,
    Map<String, String> environment,
    String document,
    Map<String, String> members)
    implements CniRequest {

  static Call of(CniCommand command) {
    return new Call(command, List.of(), Map.of(), "{}", Map.of());
  }

  Call in(String folder) {
    return new Call(command, List.of(folder), environment, document, members);
  }

  Call with(Map<String, String> variables) {
    return new Call(command, path, variables, document, members);
  }

  Call with(byte[] netconf) {
    return new Call(command, path, environment, new String(netconf, ISO_8859_1), members);
  }

  Call withMember(String name, String json) {
    return new Call(command, path, environment, document, Map.of(name, json));
  }

  @Override
  public byte[] netconf() {
    return document.getBytes(ISO_8859_1);
  }

  @Override
  public Optional<String> containerId() {
    return Optional.of("c1");
  }

  @Override
  public Optional<String> netns() {
    return Optional.empty();
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
  public String cniVersion() {
    return "1.0.0";
  }

  @Override
  public String network() {
    return "net";
  }

  @Override
  public Optional<String> member(String name) {
    return Optional.ofNullable(members.get(name));
  }
}
