package io.cnifp.engine.foreign;

import io.cnifp.api.CniError;

/**
 * What the engine lends to code of an extension, and by which that code gets errors of others. An
 * error that it hands on is not its own: it is not shortened.
 */
public interface HandedOn {
  /** Returns whether it has given this error to the code. */
  boolean hasGiven(CniError error);
}
