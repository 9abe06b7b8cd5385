package io.cnifp.engine.source;

import java.nio.file.Path;

/**
 * The failpoint file of a call, and what named it.
 *
 * @param path the file as it was named; absolute
 * @param origin what named it
 */
public record FailpointSource(Path path, Origin origin) {

  /** What can name a failpoint file. */
  public enum Origin {
    /** An annotation of the pod, whose author is not trusted. */
    ANNOTATION,
    /** The network configuration, which the node's administrator writes. */
    CONFIGURATION,
    /** The environment variable {@code CNI_FP_CONF}. */
    ENVIRONMENT
  }

  /** Returns whether the node's administrator named the file. */
  public boolean isTrusted() {
    return origin != Origin.ANNOTATION;
  }
}
