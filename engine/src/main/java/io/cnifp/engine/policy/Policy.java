package io.cnifp.engine.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the node's administrator allows; made by {@link PolicyFile}, once for each call that has a
 * failpoint.
 *
 * @param confDirs the folders that hold what an annotation may name; empty if it may name anything
 * @param annotations whether an annotation may name a failpoint file at all
 * @param lockTimeout how long a call waits for a failpoint file that another call has locked
 * @param maxDelay the longest wait of a failpoint that an annotation named
 * @param journal where firings are recorded, if anywhere
 * @param pluginDirs further folders with plugins, behind the installation's own
 */
public record Policy(
    Optional<List<Path>> confDirs,
    boolean annotations,
    Duration lockTimeout,
    Duration maxDelay,
    Optional<Path> journal,
    List<Path> pluginDirs) {

  /** No limit on a wait. */
  public static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE);

  /** What holds where there is no policy file: as much as the reference allows. */
  public static final Policy DEFAULT =
      new Policy(
          Optional.empty(), true, Duration.ofSeconds(10), UNLIMITED, Optional.empty(), List.of());
}
