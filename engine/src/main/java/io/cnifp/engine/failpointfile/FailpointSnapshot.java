package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonException;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failpoints of a call at one instant. {@link FailpointStore#read} creates one. A failpoint is
 * parsed once, however often it is asked for. Used on one thread.
 */
public final class FailpointSnapshot {
  private final String subject;
  private final FailpointDocument document;
  private final Map<String, Optional<Failpoint>> parsed = new HashMap<>();
  private @Nullable FileLimits limits;

  /**
   * Creates a snapshot.
   *
   * @param subject what errors name, such as "the failpoint file /x"
   * @param document the failpoints
   */
  FailpointSnapshot(String subject, FailpointDocument document) {
    this.subject = subject;
    this.document = document;
  }

  /**
   * Parses the content of a file.
   *
   * @throws CniException with code 999 if it is not the JSON of a failpoint file
   */
  static FailpointSnapshot parse(String subject, byte[] content) {
    if (content.length == 0) {
      throw FailpointFileErrors.of(subject, "is empty: a JSON object was expected");
    }
    FailpointDocument document;
    try {
      document = FailpointDocument.parse(content);
    } catch (JsonException e) {
      throw FailpointFileErrors.of(subject, "is not valid JSON: " + e.getMessage());
    }
    return new FailpointSnapshot(subject, document);
  }

  /**
   * Returns the failpoint of a point; empty if it has none.
   *
   * @throws CniException with code 999 if it is invalid, or what limits all points is
   */
  public Optional<Failpoint> failpoint(String point) {
    Optional<Failpoint> known = parsed.get(point);
    if (known != null) {
      return known;
    }
    Optional<String> text = text(point);
    var _ = limits();
    try {
      Optional<Failpoint> failpoint = text.map(Failpoint::parse);
      parsed.put(point, failpoint);
      return failpoint;
    } catch (FailpointSyntaxException e) {
      throw FailpointFileErrors.invalid(subject, point, e);
    }
  }

  /** Returns whether a point has this text, so that storing it would change nothing. */
  boolean isStoredAs(String point, String failpoint) {
    return text(point).orElse("").equals(failpoint);
  }

  /** Returns whether nothing has changed since another snapshot. */
  boolean hasContentOf(FailpointSnapshot other) {
    return document.hasContentOf(other.document);
  }

  FailpointDocument document() {
    return document;
  }

  /**
   * Returns what limits all points together.
   *
   * @throws CniException with code 999 if it is invalid
   */
  FileLimits limits() {
    FileLimits known = limits;
    if (known != null) {
      return known;
    }
    try {
      known = document.limits();
      limits = known;
      return known;
    } catch (JsonException e) {
      throw FailpointFileErrors.of(subject, "is wrong: " + e.getMessage());
    }
  }

  /**
   * Returns what actions keep.
   *
   * @throws CniException with code 999 if it is invalid
   */
  FileState state() {
    try {
      return document.state();
    } catch (JsonException e) {
      throw FailpointFileErrors.of(subject, "has a wrong state: " + e.getMessage());
    }
  }

  /**
   * Requires that what an action keeps can be read.
   *
   * @throws CniException with code 999 if it cannot
   */
  public void requireState() {
    var _ = state();
  }

  /** Returns whether a term has these steps. */
  boolean hasTerm(StateKey key, String steps) {
    Optional<Failpoint> failpoint = failpoint(key.point());
    return failpoint.isPresent()
        && key.term() < failpoint.get().terms().size()
        && failpoint.get().terms().get(key.term()).stepsText().equals(steps);
  }

  private Optional<String> text(String point) {
    try {
      document.requireKnownPoints();
      return document.point(point);
    } catch (JsonException e) {
      throw FailpointFileErrors.of(subject, "is wrong: " + e.getMessage());
    }
  }
}
