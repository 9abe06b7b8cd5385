/**
 * The vocabulary of cni-fp and its two service interfaces.
 *
 * <p>{@link io.cnifp.api} holds the Container Network Interface's own terms (command, request,
 * response, error) as immutable values. {@link io.cnifp.api.spi} holds what an extension
 * implements: {@link io.cnifp.api.spi.FailpointActionProvider} for a new way to fail, {@link
 * io.cnifp.api.spi.DelegateProvider} for a new plugin to delegate to.
 *
 * <p>The module needs the JDK alone, at release 17.
 */
module io.cnifp.api {
  requires static org.jspecify;

  exports io.cnifp.api;
  exports io.cnifp.api.spi;
  exports io.cnifp.api.json to
      io.cnifp.engine,
      io.cnifp.actions,
      io.cnifp.delegates,
      io.cnifp.cli;
}
