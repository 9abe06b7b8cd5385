/** Subcommands that make CNI calls as a runtime does, or release paused ones. */
@NullMarked
package io.cnifp.command.calls;

import org.jspecify.annotations.NullMarked;
