/**
 * {@code cni-fp}, the command for people: shows and changes failpoint files, reports what fired,
 * makes calls, and examines an installation. A call of a CNI plugin never loads it.
 */
module io.cnifp.command {
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires info.picocli;
  requires io.cnifp.engine;
  requires io.cnifp.node;
  requires io.cnifp.resident;
  requires static org.jspecify;

  // picocli sets the fields of commands by reflection.
  opens io.cnifp.command to
      info.picocli;
  opens io.cnifp.command.calls to
      info.picocli;
  opens io.cnifp.command.extension to
      info.picocli;
  opens io.cnifp.command.failpoints to
      info.picocli;
  opens io.cnifp.command.journal to
      info.picocli;
  opens io.cnifp.command.node to
      info.picocli;
  opens io.cnifp.command.session to
      info.picocli;
  opens io.cnifp.command.terminal to
      info.picocli;
}
