/** The server of the resident engine, which decides for calls without the start of a JVM. */
module io.cnifp.resident {
  requires io.cnifp.api;
  requires io.cnifp.engine;
  requires jdk.net;
  requires static org.jspecify;

  exports io.cnifp.resident to
      io.cnifp.command;
}
