/**
 * What the node's administrator allows, as a value, and its file.
 *
 * <p>Knows paths and durations. Must not know calls, failpoints or what applies the policy.
 */
@NullMarked
package io.cnifp.engine.policy;

import org.jspecify.annotations.NullMarked;
