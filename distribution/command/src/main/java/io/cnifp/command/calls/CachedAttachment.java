package io.cnifp.command.calls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What is kept of an ADD until its DEL.
 *
 * @param attachment the interface and its container
 * @param netns the path of the container's network namespace; empty if it is not known
 * @param args CNI_ARGS of the ADD
 * @param capabilities the runtime's values for runtimeConfig
 * @param result the result of the last plugin, as it was cached
 */
record CachedAttachment(
    Attachment attachment,
    String netns,
    String args,
    Map<String, Object> capabilities,
    JsonNode result) {

  /** Returns the attachment in the form of {@code cni.dev/valid-attachments}. */
  Map<String, String> described() {
    return Map.of("containerID", attachment.containerId(), "ifname", attachment.ifname());
  }
}
