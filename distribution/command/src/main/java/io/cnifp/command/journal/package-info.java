/** Subcommands that read the journal, and the reader. */
@NullMarked
package io.cnifp.command.journal;

import org.jspecify.annotations.NullMarked;
