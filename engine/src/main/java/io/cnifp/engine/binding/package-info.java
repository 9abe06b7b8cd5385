/**
 * From names to providers, and from the terms of a failpoint to actions: the one registry of what
 * is built in, linked into the image and brought by extensions.
 *
 * <p>Third parties' code runs here, never under a lock. Must not know files, calls or the policy's
 * file.
 */
@NullMarked
package io.cnifp.engine.binding;

import org.jspecify.annotations.NullMarked;
