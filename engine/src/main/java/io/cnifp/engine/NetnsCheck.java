package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether a call names the plugin's own network namespace as the container's, which the reference's
 * library refuses with code 8 once the plugin is done ({@code pkg/skel/skel.go}). The library
 * prints that error behind the result; this is one document.
 */
final class NetnsCheck {
  private NetnsCheck() {}

  static boolean same(CniRequest request) {
    String override = request.environment().getOrDefault("CNI_NETNS_OVERRIDE", "");
    if (request.netns().isEmpty() || override.equals("1") || override.equalsIgnoreCase("true")) {
      return false;
    }
    try {
      Path netns = Path.of(request.netns().get());
      return Files.exists(netns) && Files.isSameFile(netns, Path.of("/proc/self/ns/net"));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  static CniResponse failure() {
    return CniResponse.failure(
        CniError.INVALID_NETNS, "plugin's netns and netns from CNI_NETNS should not be the same");
  }
}
