package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The decisions and the acts of a call in their order.
 *
 * <p>A call that is finished by another engine runs again from its beginning, and takes the events
 * of the record instead of deciding and acting. When the record is used up, the call goes its way
 * and adds to it. Used on one thread.
 */
public final class CallRecord {
  private final List<CallEvent> events;
  private int next;
  private Optional<CniException> divergence = Optional.empty();

  /** Creates the record of a call that begins. */
  public CallRecord() {
    this(List.of());
  }

  /** Creates the record of a call that has got as far as these events. */
  public CallRecord(List<CallEvent> events) {
    this.events = new ArrayList<>(events);
  }

  /** Returns all events so far. */
  public List<CallEvent> events() {
    return List.copyOf(events);
  }

  /** Returns the first decision of the call; empty if it has not been made. */
  public Optional<Decision> first() {
    return events.isEmpty() || !(events.get(0) instanceof Decision decision)
        ? Optional.empty()
        : Optional.of(decision);
  }

  /**
   * Returns the recorded decision at a point; empty if the record is used up.
   *
   * @throws CniException with code 999 if something else was recorded
   */
  Optional<Decision> decision(String point) {
    Optional<CallEvent> event = next();
    if (event.isPresent()
        && !(event.get() instanceof Decision decision && decision.point().equals(point))) {
      throw diverged("decides at " + point);
    }
    return event.map(recorded -> (Decision) recorded);
  }

  /**
   * Returns the recorded act of a kind; empty if the record is used up.
   *
   * @throws CniException with code 999 if something else was recorded, or the error with which the
   *     recorded act failed
   */
  <A extends CallEvent.Act> Optional<A> act(Class<A> kind) {
    Optional<CallEvent> event = next();
    if (event.isPresent()
        && event.get() instanceof CallEvent.Failed failed
        && failed.act().equals(kind.getSimpleName())) {
      throw new CniException(failed.error());
    }
    if (event.isPresent() && !kind.isInstance(event.get())) {
      throw diverged("does another act");
    }
    return event.map(kind::cast);
  }

  /** Takes the decision to pass the failpoints over, if the record begins with it. */
  public void passOver() {
    if (next == 0 && first().map(Decision::isPassedOver).orElse(false)) {
      next = 1;
    }
  }

  /** Adds an event, which is then done. */
  public void add(CallEvent event) {
    events.add(event);
    next = events.size();
  }

  /** Returns the error of a call that does something else than what was recorded. */
  CniException diverged(String how) {
    CniException error =
        new CniException(
            CniError.INTERNAL, "the call cannot be finished: it " + how + " than was recorded");
    divergence = Optional.of(error);
    return error;
  }

  /** Throws the error of a call that has diverged: an action may have replaced the response. */
  void requireFollowed() {
    if (divergence.isPresent()) {
      throw divergence.get();
    }
  }

  private Optional<CallEvent> next() {
    requireFollowed();
    return next < events.size() ? Optional.of(events.get(next++)) : Optional.empty();
  }
}
