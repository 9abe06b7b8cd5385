package com.acme.steady;

import io.cnifp.api.CniRequest;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** What follows from a pod's name alone, computed with a library that the extension brings. */
final class Places {
  private Places() {}

  /** Returns the last four bytes of a MAC address, each after a colon. */
  static String macBytes(CniRequest request) {
    int hash = hash(request);
    return String.format(
        ":%02x:%02x:%02x:%02x", hash >>> 24, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff);
  }

  /** Returns where the pod is among all, from 0 to 100. */
  static double percentile(CniRequest request) {
    return Integer.remainderUnsigned(hash(request), 10_000) / 100.0;
  }

  /** Runtimes outside Kubernetes name no pod. */
  private static int hash(CniRequest request) {
    String pod = request.pod().or(request::containerId).orElse("");
    String name = request.namespace().orElse("") + "/" + pod;
    return MurmurHash3.hash32x86(name.getBytes(StandardCharsets.UTF_8));
  }
}
