/** The command {@code cni-fp}: its process, and how its subcommands are put together. */
@NullMarked
package io.cnifp.command;

import org.jspecify.annotations.NullMarked;
