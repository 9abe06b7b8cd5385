/**
 * What an extension implements: {@link io.cnifp.api.spi.FailpointActionProvider} and {@link
 * io.cnifp.api.spi.DelegateProvider}, found through {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.cnifp.api.spi;

import org.jspecify.annotations.NullMarked;
