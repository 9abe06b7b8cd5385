package io.cnifp.testkit;

import java.nio.file.Path;

/** The network configuration of a test engine's calls. */
final class TestNetconf {
  private String source;
  private String delegate = "";
  private String members = "";

  /**
   * Creates a configuration that names a failpoint file.
   *
   * @param file the file
   */
  TestNetconf(Path file) {
    source = "\"confPath\":\"" + file + "\"";
  }

  /** Replaces the file by failpoints, as JSON text. */
  void points(String json) {
    source = "\"points\":" + json;
  }

  /** Names the delegate, by JSON text. */
  void delegate(String json) {
    delegate = ",\"delegate\":" + json;
  }

  /** Adds a member, its value as JSON text. */
  void member(String name, String json) {
    members += ",\"" + name + "\":" + json;
  }

  String text() {
    return "{\"cniVersion\":\"1.1.0\",\"name\":\"testkit\",\"type\":\"cni-bridge-fp\","
        + "\"failpoint\":{"
        + source
        + delegate
        + "}"
        + members
        + "}";
  }
}
