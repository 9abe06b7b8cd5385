package io.cnifp.acceptance.e2e;

import java.util.Map;
import java.util.UUID;

/**
 * A pod sandbox as kubelet would ask for it.
 *
 * @param cgroupParent the control group under which containerd makes the pod's
 */
record Pod(
    String name,
    String namespace,
    String uid,
    Map<String, String> annotations,
    String cgroupParent) {
  private static final String CONF_PATH = "failpoint.cni.containerd.io/confpath";

  /** A pod that says nothing about failpoints. */
  static Pod plain(String name) {
    return new Pod(name, "e2e", UUID.randomUUID().toString(), Map.of(), "");
  }

  /** A pod whose annotation names a failpoint file. */
  static Pod failing(String name, FailpointFile file) {
    return new Pod(
        name, "e2e", UUID.randomUUID().toString(), Map.of(CONF_PATH, file.path().toString()), "");
  }

  Pod inCgroup(String parent) {
    return new Pod(name, namespace, uid, annotations, parent);
  }

  /** The message {@code runtime.v1.PodSandboxConfig}. */
  ProtoMessage toProto() {
    var metadata = new ProtoMessage().with(1, name).with(2, uid).with(3, namespace);
    var linux = new ProtoMessage().with(1, cgroupParent);
    return new ProtoMessage().with(1, metadata).with(2, name).with(7, annotations).with(8, linux);
  }
}
