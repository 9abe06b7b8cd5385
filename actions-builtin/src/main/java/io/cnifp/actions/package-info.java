/** The built-in failure actions: one final class for each. */
@NullMarked
package io.cnifp.actions;

import org.jspecify.annotations.NullMarked;
