/**
 * Opening and replacing files whose names others control, without being deceived or blocked.
 *
 * <p>Knows paths, owners and modes. Must not know what a file means or which policy applies.
 */
@NullMarked
package io.cnifp.engine.safefile;

import org.jspecify.annotations.NullMarked;
