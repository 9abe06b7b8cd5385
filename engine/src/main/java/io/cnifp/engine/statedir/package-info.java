/**
 * The state directory: locks and paused calls, written and read.
 *
 * <p>Knows requests, for their description. Must not know failpoints, policies or how a call is
 * made.
 */
@NullMarked
package io.cnifp.engine.statedir;

import org.jspecify.annotations.NullMarked;
