/** Subcommands about the installation on this node, and the checks of {@code doctor}. */
@NullMarked
package io.cnifp.command.node;

import org.jspecify.annotations.NullMarked;
