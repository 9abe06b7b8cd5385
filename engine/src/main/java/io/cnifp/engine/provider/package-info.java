/** Finding the actions and delegates that are installed. */
@NullMarked
package io.cnifp.engine.provider;

import org.jspecify.annotations.NullMarked;
