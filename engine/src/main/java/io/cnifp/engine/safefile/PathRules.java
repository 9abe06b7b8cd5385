package io.cnifp.engine.safefile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a file may be, which depends on who names it.
 *
 * @param namedBy who names it
 * @param confDirs the directories that it may be in; empty if it may be in any
 */
public record PathRules(NamedBy namedBy, Optional<List<Path>> confDirs) {

  /** Who names a file. */
  public enum NamedBy {
    /** The node's administrator, in what only root and the caller can change: it is trusted. */
    ADMINISTRATOR,
    /** A person on a command line: links of other users are not followed. */
    PERSON,
    /** An annotation, whose author is not trusted: it leads through local file systems alone. */
    ANNOTATION
  }

  /** The rules of a file that the administrator names. */
  public static final PathRules TRUSTED = new PathRules(NamedBy.ADMINISTRATOR, Optional.empty());

  /** The rules of a file that a person names. */
  public static final PathRules PERSON = new PathRules(NamedBy.PERSON, Optional.empty());

  /**
   * Returns the rules of a file that an annotation names: on a local file system, or in one of the
   * directories that the administrator allows.
   */
  public static PathRules annotated(Optional<List<Path>> confDirs) {
    return new PathRules(NamedBy.ANNOTATION, confDirs);
  }

  /** Returns whether an annotation names the file. */
  public boolean isForAnnotations() {
    return namedBy == NamedBy.ANNOTATION;
  }
}
