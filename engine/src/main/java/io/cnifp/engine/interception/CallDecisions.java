package io.cnifp.engine.interception;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpointfile.FailpointSnapshot;
import io.cnifp.engine.failpointfile.FailpointStore;
import io.cnifp.engine.failpointfile.FailpointStores;
import io.cnifp.engine.failpointfile.FailpointStores.Listing;
import io.cnifp.engine.interception.PointDecider.Decided;
import io.cnifp.engine.journal.CallJournal;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.source.FailpointSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides at the two points of a call, in all places where its failpoints are kept: the first in
 * which a term fires ends the search. Created for one call, used on one thread.
 */
final class CallDecisions {
  private final FailpointStores stores;
  private final PointDecider decider;
  private final FailpointSource source;
  private final CallJournal journal;

  CallDecisions(
      FailpointStores stores, PointDecider decider, FailpointSource source, CallJournal journal) {
    this.stores = stores;
    this.decider = decider;
    this.source = source;
    this.journal = journal;
  }

  /** A place and what was read there. */
  private record Read(FailpointStore store, FailpointSnapshot snapshot) {}

  /**
   * Decides before the delegate. All places are read and checked, at both points, before a count of
   * any is used.
   *
   * @throws CniException with code 999 or 11 if one is refused
   */
  Decided before(Points points) throws InterruptedException {
    Optional<Listing> listing = listing(points.before());
    if (listing.isEmpty()) {
      return decider.passedOver(points.before());
    }
    boolean one = !listing.get().ofDirectory();
    List<Read> read = new ArrayList<>();
    for (FailpointStore store : listing.get().stores()) {
      checked(store, points, one).ifPresent(read::add);
    }
    for (Read each : read) {
      Optional<Decided> decided = decided(each.store(), each.snapshot(), points.before(), one);
      if (decided.isPresent() && (one || decided.get().fired())) {
        return decided.get();
      }
    }
    return one ? decider.passedOver(points.before()) : decider.nothing(points.before());
  }

  /**
   * Decides after the delegate has succeeded, on the failpoints as they are now.
   *
   * @throws CniException with code 999 or 11 if they are refused
   */
  Decided after(String point) throws InterruptedException {
    Optional<Listing> listing = listing(point);
    if (listing.isEmpty()) {
      return decider.nothing(point);
    }
    boolean one = !listing.get().ofDirectory();
    for (FailpointStore store : listing.get().stores()) {
      Optional<Read> read = readUnlessGone(store, point, one);
      Optional<Decided> decided =
          read.isEmpty() ? Optional.empty() : decided(store, read.get().snapshot(), point, one);
      if (decided.isPresent() && decided.get().fired()) {
        return decided.get();
      }
    }
    return decider.nothing(point);
  }

  private Optional<Listing> listing(String point) {
    try {
      return Optional.of(stores.list());
    } catch (CniException e) {
      passOver(source.optional(), source.name(), point, e.error());
      return Optional.empty();
    }
  }

  /** Reads a place and checks both points; empty if it is passed over. */
  private Optional<Read> checked(FailpointStore store, Points points, boolean one) {
    String point = "";
    try {
      FailpointSnapshot snapshot = store.read();
      for (String each : points.all()) {
        point = each;
        decider.requireAllowed(snapshot, each);
      }
      if (points.after().isPresent()) {
        decider.check(store, snapshot, point);
      }
      if (!one) {
        point = points.before();
        decider.check(store, snapshot, point);
      }
      // A directory may have many files: what cannot fire is not kept.
      return one || snapshot.failpoint(points.before()).isPresent()
          ? Optional.of(new Read(store, snapshot))
          : Optional.empty();
    } catch (CniException e) {
      passOver(store, point, e.error(), one);
    } catch (PolicyRefusal e) {
      passOver(isAnnotatedDel(), store.name(), point, e.error());
    }
    return Optional.empty();
  }

  /** What was removed while the delegate ran is disarmed. */
  private Optional<Read> readUnlessGone(FailpointStore store, String point, boolean one) {
    try {
      return Optional.of(new Read(store, store.read()));
    } catch (CniException e) {
      if (!store.isGone()) {
        passOver(store, point, e.error(), one);
      }
    } catch (PolicyRefusal e) {
      passOver(isAnnotatedDel(), store.name(), point, e.error());
    }
    return Optional.empty();
  }

  /** Decides in one place; empty if it is passed over. */
  private Optional<Decided> decided(
      FailpointStore store, FailpointSnapshot snapshot, String point, boolean one)
      throws InterruptedException {
    try {
      Decided decided = decider.decide(store, snapshot, point);
      if (decided.spent()) {
        journal.entry(store.name(), point).spent();
      }
      return Optional.of(decided);
    } catch (CniException e) {
      passOver(store, point, e.error(), one);
    } catch (PolicyRefusal e) {
      passOver(isAnnotatedDel(), store.name(), point, e.error());
    }
    return Optional.empty();
  }

  /** Passes over a file of a directory that is gone, and any other place if it is optional. */
  private void passOver(FailpointStore store, String point, CniError error, boolean one) {
    if (one || !store.isGone()) {
      passOver(source.optional(), store.name(), point, error);
    }
  }

  /** Records what was refused; fails the call unless it may continue without. */
  private void passOver(boolean allowed, String file, String point, CniError error) {
    if (!allowed) {
      journal.entry(file, point).refused(error);
      throw new CniException(error);
    }
    journal.entry(file, point).passedOver(error);
  }

  private boolean isAnnotatedDel() {
    return journal.request().command() == CniCommand.DEL && !source.isTrusted();
  }
}
