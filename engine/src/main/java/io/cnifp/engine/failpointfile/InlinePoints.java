package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Counter;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpoint.TermFilter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Failpoints that stand in the network configuration itself, in {@code failpoint.points}. There is
 * nowhere to store state, so a term that has any is refused. The whole object is checked, whatever
 * the command.
 */
public final class InlinePoints implements FailpointStore {
  private static final String SUBJECT = "the configuration's key failpoint.points";

  private final JsonObject points;
  private final RandomSource random;
  private final InstantSource clock;

  /**
   * Creates the view of a call.
   *
   * @param points the failpoints by the names of their points
   * @param random draws
   * @param clock the time; read only for terms that expire
   */
  public InlinePoints(JsonObject points, RandomSource random, InstantSource clock) {
    this.points = points;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "";
  }

  @Override
  public boolean isGone() {
    return false;
  }

  @Override
  public FailpointSnapshot read() {
    try {
      FailpointDocument document = FailpointDocument.of(points);
      document.requireOnlyPoints();
      FailpointSnapshot snapshot = new FailpointSnapshot(SUBJECT, document);
      for (String point : Points.ALL) {
        snapshot.failpoint(point).ifPresent(failpoint -> requireStateless(point, failpoint));
      }
      return snapshot;
    } catch (JsonException e) {
      throw FailpointFileErrors.of(SUBJECT, "is wrong: " + e.getMessage());
    }
  }

  @Override
  public Commit commit(
      FailpointSnapshot snapshot, String point, Failpoint expected, CallAttributes call) {
    return new Commit.Done(Evaluation.of(expected, call, random, clock));
  }

  @Override
  public boolean keepsState() {
    return false;
  }

  /** Never called: actions that keep something are refused. */
  @Override
  public JsonObject changeState(StateKey key, String steps, UnaryOperator<JsonObject> change) {
    throw FailpointFileErrors.of(SUBJECT, "cannot keep the state of " + key.action());
  }

  @Override
  public CniException refused(String problem) {
    return FailpointFileErrors.of(SUBJECT, "is wrong: " + problem);
  }

  @Override
  public CniException invalid(String point, FailpointSyntaxException e) {
    return FailpointFileErrors.invalid(SUBJECT, point, e);
  }

  private static void requireStateless(String point, Failpoint failpoint) {
    for (int i = 0; i < failpoint.terms().size(); i++) {
      Optional<String> state = state(failpoint.terms().get(i));
      if (state.isPresent()) {
        throw FailpointFileErrors.of(
            SUBJECT,
            "is wrong: "
                + point
                + ": term "
                + (i + 1)
                + " has "
                + state.get()
                + ", which only a file can keep: name one by confPath");
      }
    }
  }

  /** Returns what of a term calls would change, or would have changed. */
  private static Optional<String> state(Term term) {
    if (term.count() != Term.UNLIMITED) {
      return Optional.of("a count");
    }
    for (TermFilter filter : term.filters()) {
      if (filter instanceof Counter) {
        return Optional.of(filter.word());
      }
    }
    return Optional.empty();
  }
}
