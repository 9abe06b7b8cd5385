/**
 * Failpoint files as transactions: read when a point is reached, evaluated and replaced under a
 * lock.
 *
 * <p>Knows the language and how to open files safely. Must not know actions, policies or calls.
 */
@NullMarked
package io.cnifp.engine.failpointfile;

import org.jspecify.annotations.NullMarked;
