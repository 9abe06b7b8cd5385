package io.cnifp.engine.failpointfile;

import io.cnifp.engine.failpoint.Evaluation;

/** The result of {@link FailpointFile#commit}. */
public sealed interface Commit {

  /**
   * The point was evaluated and its new state is stored.
   *
   * @param evaluation the evaluation
   */
  record Done(Evaluation evaluation) implements Commit {}

  /** The file is about the call, but none of its terms may fire any more; nothing was stored. */
  record Spent() implements Commit {}

  /**
   * The steps of the point are not the expected ones any more; nothing was stored.
   *
   * @param snapshot the file as it is now
   */
  record Changed(FailpointSnapshot snapshot) implements Commit {}
}
