/** The subcommands of {@code cni-fp}, one a class, and what they share. */
@NullMarked
package io.cnifp.cli.command;

import org.jspecify.annotations.NullMarked;
