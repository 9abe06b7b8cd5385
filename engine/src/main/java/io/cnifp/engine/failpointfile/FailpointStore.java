package io.cnifp.engine.failpointfile;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import java.util.function.UnaryOperator;

/**
 * Where the failpoints of a call are kept, as that call sees them: read when a point is reached,
 * then evaluated and stored. Created for one call, used on one thread.
 */
public interface FailpointStore {

  /** Returns the path of the file as it was named; empty if there is none. */
  String name();

  /** Returns whether the failpoints are gone, as when someone has removed them to disarm them. */
  boolean isGone();

  /**
   * Reads the failpoints.
   *
   * @throws CniException with code 999 if they cannot be read or are invalid
   * @throws io.cnifp.engine.policy.PolicyRefusal if what names them may not name them
   */
  FailpointSnapshot read();

  /**
   * Evaluates a point and stores its new state.
   *
   * @param snapshot the failpoints as they were read
   * @param point the point, which has a failpoint in the snapshot
   * @param expected that failpoint, whose actions are known to exist
   * @param call the attributes of the call
   * @return the evaluation, unless the point has other steps by now
   * @throws CniException with code 999 if the failpoints cannot be read, are invalid or cannot be
   *     replaced, with code 11 if they cannot be locked in time. Nothing was stored then
   * @throws InterruptedException while waiting for the lock
   */
  Commit commit(FailpointSnapshot snapshot, String point, Failpoint expected, CallAttributes call)
      throws InterruptedException;

  /** Returns whether there is a place for what actions keep. */
  boolean keepsState();

  /**
   * Changes what an action keeps, if its term has still the same steps.
   *
   * @param key the action
   * @param steps the steps of its term
   * @param change makes what is kept from what was kept; may run more than once
   * @return what was kept before
   * @throws CniException with code 11 if the term has other steps or is gone, or if the file cannot
   *     be locked in time; with code 999 if it cannot be read or replaced. Nothing was stored then
   * @throws InterruptedException while waiting for the lock
   */
  JsonObject changeState(StateKey key, String steps, UnaryOperator<JsonObject> change)
      throws InterruptedException;

  /** Returns the error, with code 999, for a problem that continues "... is wrong:". */
  CniException refused(String problem);

  /** Returns the error, with code 999, for an invalid failpoint of a point. */
  CniException invalid(String point, FailpointSyntaxException e);
}
