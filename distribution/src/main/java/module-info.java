/**
 * {@code cni-fp}, the command for people: looks at failpoint files and changes them, tells what
 * fired, makes calls, and examines an installation. A plugin's call never loads it.
 */
module io.cnifp.cli {
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires info.picocli;
  requires io.cnifp.engine;
  requires static org.jspecify;

  // picocli sets the fields of commands by reflection.
  opens io.cnifp.cli to
      info.picocli;
  opens io.cnifp.cli.command to
      info.picocli;
}
