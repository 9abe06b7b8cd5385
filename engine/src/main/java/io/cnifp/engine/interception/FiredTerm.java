package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.ActionState;
import io.cnifp.engine.failpointfile.FailpointStore;
import io.cnifp.engine.failpointfile.FailpointStores;
import io.cnifp.engine.failpointfile.StateKey;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A term that has fired, as its actions see it. Created for one decision; used on one thread. */
final class FiredTerm implements Interception.Term {
  private final String point;
  private final Decision.Fired fired;
  private final FailpointStores stores;
  private final CallRecord record;
  private final CallSite site;
  private @Nullable RandomGenerator random;

  /**
   * Creates a term.
   *
   * @param point the point that fired
   * @param fired the term
   * @param stores where the failpoints of the call are kept
   * @param record the events of the call
   * @param site does the acts
   */
  FiredTerm(
      String point,
      Decision.Fired fired,
      FailpointStores stores,
      CallRecord record,
      CallSite site) {
    this.point = point;
    this.fired = fired;
    this.stores = stores;
    this.record = record;
    this.site = site;
  }

  @Override
  public String point() {
    return point;
  }

  /** Draws that follow from a seed are the same again and need no record. */
  @Override
  public RandomGenerator random() {
    RandomGenerator known = random;
    if (known == null) {
      known =
          fired.draw().isPresent() ? new SplittableRandom(fired.draw().getAsLong()) : site::random;
      random = known;
    }
    return known;
  }

  @Override
  public ActionState state(String action) {
    return new StoredState(
        record, store(), new StateKey(point, fired.index(), action), fired.steps());
  }

  private FailpointStore store() {
    Optional<FailpointStore> found = Optional.empty();
    for (FailpointStore store : stores.list().stores()) {
      if (store.name().equals(fired.file())) {
        found = Optional.of(store);
      }
    }
    return found.orElseThrow(() ->
        new CniException(
            CniError.TRY_AGAIN_LATER,
            "the failpoint file "
                + fired.file()
                + " was removed after the call began, and the state of its actions with it"));
  }
}
