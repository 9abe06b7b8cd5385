/**
 * The decision at a point and the acts that follow from it: the steps of a term around the
 * delegate.
 *
 * <p>Reaches the process that makes the call only through {@link
 * io.cnifp.engine.interception.CallSite}. Must not know how an act is done.
 */
@NullMarked
package io.cnifp.engine.interception;

import org.jspecify.annotations.NullMarked;
