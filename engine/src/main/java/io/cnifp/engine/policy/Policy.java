package io.cnifp.engine.policy;

import io.cnifp.api.spi.DurationRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the node's administrator allows. {@link PolicyReader} creates one, once for each call that
 * needs it.
 *
 * @param confDirs the directories of the files that an annotation may name; empty if it may name
 *     any file
 * @param annotations whether an annotation may name a failpoint file at all
 * @param lockTimeout how long a call waits for a failpoint file that another call has locked
 * @param maxDelay how long all waits of a call together may last if an annotation named its file
 * @param journal the file that records what fires, if any
 * @param extensionDirs directories of extensions, after the installation's own
 */
public record Policy(
    Optional<List<Path>> confDirs,
    boolean annotations,
    Duration lockTimeout,
    Duration maxDelay,
    Optional<Path> journal,
    List<Path> extensionDirs) {

  /** No limit on waits. */
  public static final Duration UNLIMITED = DurationRange.LONGEST;

  /** The policy of a node without a policy file: as much as the reference allows. */
  public static final Policy DEFAULT =
      new Policy(
          Optional.empty(), true, Duration.ofSeconds(10), UNLIMITED, Optional.empty(), List.of());
}
