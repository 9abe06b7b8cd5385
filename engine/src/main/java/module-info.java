/**
 * The interception engine: the CNI protocol, the failpoint language, failpoint files, and {@code
 * Main}.
 *
 * @provides System.LoggerFinder so that the JDK finds a logger at once
 * @uses io.cnifp.api.spi.FailpointActionProvider for the actions of a failpoint
 * @uses io.cnifp.api.spi.DelegateProvider for what a call is delegated to
 */
module io.cnifp.engine {
  requires transitive io.cnifp.api;
  requires jdk.unsupported;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.cnifp.engine to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.binding to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.extension to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.failpoint to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.failpointfile to
      io.cnifp.command,
      io.cnifp.testkit;
  exports io.cnifp.engine.foreign to
      io.cnifp.command,
      io.cnifp.testkit;
  exports io.cnifp.engine.handover to
      io.cnifp.resident;
  exports io.cnifp.engine.interception to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.journal to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.policy to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.posix to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.process to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.protocol to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;
  exports io.cnifp.engine.safefile to
      io.cnifp.command,
      io.cnifp.node,
      io.cnifp.testkit;
  exports io.cnifp.engine.source to
      io.cnifp.command,
      io.cnifp.testkit;
  exports io.cnifp.engine.statedir to
      io.cnifp.command,
      io.cnifp.resident,
      io.cnifp.testkit;

  provides System.LoggerFinder with
      io.cnifp.engine.process.QuietLoggerFinder,
      io.cnifp.engine.process.QuietLoggerFinder.Second;

  uses io.cnifp.api.spi.DelegateProvider;
  uses io.cnifp.api.spi.FailpointActionProvider;
}
