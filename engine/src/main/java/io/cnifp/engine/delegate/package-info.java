/**
 * What a call is delegated to: chosen, created and invoked.
 *
 * <p>Knows providers and how to read a request. Must not know failpoints.
 */
@NullMarked
package io.cnifp.engine.delegate;

import org.jspecify.annotations.NullMarked;
