/**
 * The path of a call: {@link io.cnifp.engine.Engine} from environment and standard input to a
 * reply, and {@link io.cnifp.engine.Main}, the process around it.
 */
@NullMarked
package io.cnifp.engine;

import org.jspecify.annotations.NullMarked;
