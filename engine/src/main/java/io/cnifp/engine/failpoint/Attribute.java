package io.cnifp.engine.failpoint;

import io.cnifp.api.CniRequest;
import java.util.Optional;

/** An attribute of a call that a condition can name. */
public enum Attribute {
  /** {@code K8S_POD_NAME}. */
  POD("pod", true) {
    @Override
    Optional<String> of(CniRequest request) {
      return request.pod();
    }
  },
  /** {@code K8S_POD_NAMESPACE}. */
  NAMESPACE("namespace", true) {
    @Override
    Optional<String> of(CniRequest request) {
      return request.namespace();
    }
  },
  /** {@code CNI_CONTAINERID}. */
  CONTAINER("container", true) {
    @Override
    Optional<String> of(CniRequest request) {
      return request.containerId();
    }
  },
  /** {@code CNI_IFNAME}. */
  IFNAME("ifname", true) {
    @Override
    Optional<String> of(CniRequest request) {
      return request.ifname();
    }
  },
  /** The network's name. */
  NETWORK("network", false) {
    @Override
    Optional<String> of(CniRequest request) {
      return Optional.of(request.network()).filter(name -> !name.isEmpty());
    }
  },
  /** The name of what the call is delegated to, which the request alone does not tell. */
  DELEGATE("delegate", false) {
    @Override
    Optional<String> of(CniRequest request) {
      return Optional.empty();
    }
  };

  private final String word;
  private final boolean ofAttachment;

  Attribute(String word, boolean ofAttachment) {
    this.word = word;
    this.ofAttachment = ofAttachment;
  }

  /** Returns the attribute as the language writes it. */
  public String word() {
    return word;
  }

  /** Returns whether only calls for a container have it: ADD, DEL and CHECK. */
  public boolean isOfAttachment() {
    return ofAttachment;
  }

  /** Returns the attribute of a call; empty if the call has none. */
  abstract Optional<String> of(CniRequest request);
}
