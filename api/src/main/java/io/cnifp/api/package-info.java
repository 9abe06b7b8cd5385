/**
 * The Container Network Interface's terms as immutable values: {@link io.cnifp.api.CniCommand},
 * {@link io.cnifp.api.CniRequest}, {@link io.cnifp.api.CniResponse} and {@link
 * io.cnifp.api.CniError}.
 *
 * <p>An extension gets a request and answers a response:
 *
 * <pre>{@code
 * CniResponse reply = request.command() == CniCommand.DEL
 *     ? CniResponse.failure(CniError.TRY_AGAIN_LATER, "not yet, " + request.containerId().orElse("-"))
 *     : CniResponse.success("");
 * }</pre>
 *
 * <p>Nothing in this package is {@code null} and everything in it may be shared between threads.
 */
@NullMarked
package io.cnifp.api;

import org.jspecify.annotations.NullMarked;
