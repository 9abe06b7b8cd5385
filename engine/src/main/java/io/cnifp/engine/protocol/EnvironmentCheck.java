package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The checks of the {@code CNI_} variables, in the order and words of the reference's library
 * (containernetworking/cni, {@code pkg/skel/skel.go} and {@code pkg/utils/utils.go}): a wrong form
 * fails at once, missing ones are reported together. All errors have code 4.
 */
final class EnvironmentCheck {
  private static final int MAX_IFNAME = 15;

  private EnvironmentCheck() {}

  static void check(String command, Map<String, String> environment) {
    boolean attachment = command.equals("ADD") || command.equals("CHECK") || command.equals("DEL");
    List<String> missing = new ArrayList<>();
    if (attachment) {
      String containerId = require("CNI_CONTAINERID", environment, missing);
      if (!containerId.isEmpty()) {
        checkContainerId(containerId);
      }
      if (!command.equals("DEL")) {
        require("CNI_NETNS", environment, missing);
      }
      String ifname = require("CNI_IFNAME", environment, missing);
      if (!ifname.isEmpty()) {
        checkIfname(ifname);
      }
    }
    if (attachment || command.equals("GC") || command.equals("STATUS")) {
      require("CNI_PATH", environment, missing);
    }
    if (!missing.isEmpty()) {
      throw error("required env variables [" + String.join(",", missing) + "] missing", "");
    }
  }

  /** Returns whether a name is {@code ^[a-zA-Z0-9][a-zA-Z0-9_.\-]*$}. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && (i == 0 || (c != '_' && c != '.' && c != '-'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String require(
      String name, Map<String, String> environment, List<String> missing) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      missing.add(name);
    }
    return value;
  }

  private static void checkContainerId(String containerId) {
    if (!isName(containerId)) {
      throw error("invalid characters in containerID", containerId);
    }
  }

  private static void checkIfname(String ifname) {
    if (utf8Length(ifname) > MAX_IFNAME) {
      throw error("interface name is too long", "interface name should be less than 16 characters");
    }
    if (ifname.equals(".") || ifname.equals("..")) {
      throw error("interface name is . or ..", "");
    }
    for (int i = 0; i < ifname.length(); i++) {
      char c = ifname.charAt(i);
      if (c == '/' || c == ':' || isGoSpace(c)) {
        throw error("interface name contains / or : or whitespace characters", "");
      }
    }
  }

  private static boolean isGoSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || Character.isSpaceChar(c);
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  private static CniException error(String message, String details) {
    return new CniException(new CniError(CniError.INVALID_ENVIRONMENT, message, details));
  }
}
