/**
 * The interception engine: the CNI protocol, the failpoint language, the failpoint file, and {@code
 * Main}.
 *
 * @uses io.cnifp.api.spi.FailpointActionProvider for the actions of a failpoint
 * @uses io.cnifp.api.spi.DelegateProvider for what a call is handed on to
 */
module io.cnifp.engine {
  requires transitive io.cnifp.api;
  requires jdk.unsupported;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.cnifp.engine;
  exports io.cnifp.engine.failpoint;
  exports io.cnifp.engine.file;
  exports io.cnifp.engine.journal;
  exports io.cnifp.engine.path;
  exports io.cnifp.engine.policy;
  exports io.cnifp.engine.protocol;
  exports io.cnifp.engine.provider;

  uses io.cnifp.api.spi.DelegateProvider;
  uses io.cnifp.api.spi.FailpointActionProvider;
}
