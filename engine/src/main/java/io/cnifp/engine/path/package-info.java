/** Paths that others may have a say in: how one is shown in a message, and who may change it. */
@NullMarked
package io.cnifp.engine.path;

import org.jspecify.annotations.NullMarked;
