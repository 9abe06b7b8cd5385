package io.cnifp.command.calls;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One interface of a container in a network.
 *
 * @param network the name of the network
 * @param containerId the container
 * @param ifname the interface
 */
public record Attachment(String network, String containerId, String ifname) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /** What Linux allows, in bytes. */
  private static final int LONGEST_IFNAME = 15;

  /**
   * Requires names that libcni accepts ({@code pkg/utils}) before it runs a plugin.
   *
   * @throws IllegalArgumentException if one is invalid
   */
  void requireValid() {
    require(NAME.matcher(containerId).matches(), "the container ID", containerId);
    require(NAME.matcher(network).matches(), "the network's name", network);
    boolean known = !ifname.isEmpty() && !ifname.equals(".") && !ifname.equals("..");
    require(
        known
            && ifname.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IFNAME
            && ifname.chars().noneMatch(c -> c == '/' || c == ':' || Character.isWhitespace(c)),
        "the interface's name",
        ifname);
  }

  private static void require(boolean valid, String what, String name) {
    if (!valid) {
      throw new IllegalArgumentException(what + " '" + name + "' is not valid in CNI");
    }
  }
}
