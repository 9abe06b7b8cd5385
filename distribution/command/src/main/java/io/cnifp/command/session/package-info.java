/** What all subcommands share. Knows no subcommand. */
@NullMarked
package io.cnifp.command.session;

import org.jspecify.annotations.NullMarked;
