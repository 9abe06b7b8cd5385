/** The built-in delegates, and the one way in which a CNI executable is run. */
@NullMarked
package io.cnifp.delegates;

import org.jspecify.annotations.NullMarked;
