package io.cnifp.command.calls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a runtime decides for all plugins of a call; libcni calls it the same.
 *
 * @param attachment the interface and its container
 * @param netns the path of the container's network namespace; may be empty
 * @param args CNI_ARGS; may be empty
 * @param path the directories of plugins
 * @param first the executable to run instead of the first plugin
 * @param capabilities the values for runtimeConfig
 * @param variables further environment variables
 * @param timeout the time limit of each plugin
 */
public record RuntimeConf(
    Attachment attachment,
    String netns,
    String args,
    List<Path> path,
    Optional<Path> first,
    Map<String, Object> capabilities,
    Map<String, String> variables,
    Duration timeout) {

  /** Returns the conf of the call that deletes a cached attachment. */
  RuntimeConf of(CachedAttachment cached) {
    return new RuntimeConf(
        cached.attachment(),
        cached.netns(),
        cached.args(),
        path,
        first,
        cached.capabilities(),
        variables,
        timeout);
  }

  /** Returns the conf of a call that is for no container, as STATUS and GC. */
  RuntimeConf withoutContainer() {
    return new RuntimeConf(
        new Attachment(attachment.network(), "", ""),
        "",
        "",
        path,
        first,
        Map.of(),
        variables,
        timeout);
  }
}
