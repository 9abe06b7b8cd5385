/** How an answer is printed, for people or as JSON. Knows neither the engine nor a subcommand. */
@NullMarked
package io.cnifp.command.terminal;

import org.jspecify.annotations.NullMarked;
