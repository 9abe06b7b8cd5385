/** Contract tests for actions and delegates, and the whole engine in memory. */
module io.cnifp.testkit {
  requires transitive io.cnifp.api;
  requires io.cnifp.engine;
  requires static org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports io.cnifp.testkit;
}
