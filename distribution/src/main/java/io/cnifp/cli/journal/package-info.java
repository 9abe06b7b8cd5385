/** Reads the journal that calls write. */
@NullMarked
package io.cnifp.cli.journal;

import org.jspecify.annotations.NullMarked;
