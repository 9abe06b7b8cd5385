/**
 * What changes a node: the installer. The command {@code cni-fp} offers it; a call of a CNI plugin
 * never loads it.
 */
module io.cnifp.node {
  requires com.fasterxml.jackson.databind;
  requires io.cnifp.engine;
  requires static org.jspecify;

  exports io.cnifp.node.install to
      io.cnifp.command;
}
