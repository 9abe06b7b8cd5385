/**
 * The journal: the record of what fired, written and read.
 *
 * <p>Knows requests, responses and the policy's journal. Must not know how a call is made.
 */
@NullMarked
package io.cnifp.engine.journal;

import org.jspecify.annotations.NullMarked;
