/**
 * The interception engine: {@link io.cnifp.engine.CniPlugin} takes a call from its environment and
 * standard input to a response; {@link io.cnifp.engine.Main} is the process around it.
 */
@NullMarked
package io.cnifp.engine;

import org.jspecify.annotations.NullMarked;
