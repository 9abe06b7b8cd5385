package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.interception.CallSite;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether CNI_NETNS names the plugin's own network namespace, which the reference's library refuses
 * with code 8 after the plugin is done ({@code pkg/skel/skel.go}). The library prints that error
 * after the result; here it is the only document.
 */
final class OwnNetns {
  private OwnNetns() {}

  static boolean isNamedBy(CniRequest request, CallSite site) {
    String override = request.environment().getOrDefault("CNI_NETNS_OVERRIDE", "");
    if (request.netns().isEmpty() || override.equals("1") || override.equalsIgnoreCase("true")) {
      return false;
    }
    try {
      return site.isOwnNetns(Path.of(request.netns().get()));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  static CniResponse failure() {
    return CniResponse.failure(
        CniError.INVALID_NETNS, "plugin's netns and netns from CNI_NETNS should not be the same");
  }
}
