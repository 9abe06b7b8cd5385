/**
 * The Container Network Interface's terms as immutable values: {@link io.cnifp.api.CniCommand},
 * {@link io.cnifp.api.CniRequest}, {@link io.cnifp.api.CniResponse} and {@link
 * io.cnifp.api.CniError}.
 *
 * <p>Nothing in this package is {@code null} and everything in it may be shared between threads.
 */
@NullMarked
package io.cnifp.api;

import org.jspecify.annotations.NullMarked;
