/** Runs plugins as a runtime does: configuration in, environment set, result kept. */
@NullMarked
package io.cnifp.cli.network;

import org.jspecify.annotations.NullMarked;
