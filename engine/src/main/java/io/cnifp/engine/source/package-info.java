/**
 * Which failpoint file a call has, and what named it.
 *
 * <p>Knows requests. Must not know policies or open files.
 */
@NullMarked
package io.cnifp.engine.source;

import org.jspecify.annotations.NullMarked;
