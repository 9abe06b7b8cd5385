/**
 * Failpoint files on a node where others write their names: resolved, bounded, locked, replaced.
 */
@NullMarked
package io.cnifp.engine.file;

import org.jspecify.annotations.NullMarked;
