/**
 * Subcommands for failpoint files, and what they find out about one. The latter are functions of
 * the content and know no terminal.
 */
@NullMarked
package io.cnifp.command.failpoints;

import org.jspecify.annotations.NullMarked;
