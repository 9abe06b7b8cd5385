package io.cnifp.engine.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the failpoints of a call are, and what said so.
 *
 * @param path the file as it was named, absolute; empty if they stand in the configuration itself
 * @param origin what named it
 * @param optional whether the call passes over failpoints that it cannot use, rather than fail
 */
public record FailpointSource(Optional<Path> path, Origin origin, boolean optional) {

  /** What can name failpoints. */
  public enum Origin {
    /** An annotation of the pod, whose author is not trusted. */
    ANNOTATION,
    /** The network configuration, which the node's administrator writes. */
    CONFIGURATION,
    /** The environment variable {@code CNI_FP_CONF}. */
    ENVIRONMENT
  }

  /** Returns whether the node's administrator named them. */
  public boolean isTrusted() {
    return origin != Origin.ANNOTATION;
  }

  /** Returns the file as it was named; empty text if there is none. */
  public String name() {
    return path.isPresent() ? path.get().toString() : "";
  }
}
