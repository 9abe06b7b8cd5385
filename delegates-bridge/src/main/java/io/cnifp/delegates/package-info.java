/** The built-in delegates: CNI plugins, and two that run nothing. */
@NullMarked
package io.cnifp.delegates;

import org.jspecify.annotations.NullMarked;
