/**
 * What an extension implements: {@link io.cnifp.api.spi.FailpointActionProvider} and {@link
 * io.cnifp.api.spi.DelegateProvider}, found through {@link java.util.ServiceLoader}.
 *
 * <p>Nothing in this package is {@code null}. Providers serve several threads at once; what they
 * create serves one call on one thread.
 */
@NullMarked
package io.cnifp.api.spi;

import org.jspecify.annotations.NullMarked;
