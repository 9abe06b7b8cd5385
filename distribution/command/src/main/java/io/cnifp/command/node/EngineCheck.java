package io.cnifp.command.node;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.statedir.StateDirectory;
import io.cnifp.resident.EngineSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Checks whether a resident engine answers. */
final class EngineCheck {
  private static final String SUBJECT = "resident engine";

  private EngineCheck() {}

  /**
   * Checks the engine of an installation's build.
   *
   * @param state where its socket is
   * @param home the directory of the installation
   */
  static Finding check(StateDirectory state, Path home) {
    try {
      Optional<String> answer = EngineSocket.of(state, home).state();
      return answer.isEmpty()
          ? Finding.ok(SUBJECT, "none of this build runs, each call starts a JVM of its own")
          : Finding.ok(SUBJECT, describe(JsonValue.parse(answer.get()).asObject()));
    } catch (IOException | JsonException e) {
      return Finding.wrong(
          SUBJECT, "does not answer, so each call starts a JVM of its own: " + e.getMessage());
    }
  }

  private static String describe(JsonObject state) {
    long left = 0;
    for (JsonObject.Member reason : state.require("left").asObject().members()) {
      left += reason.value().asLong();
    }
    return "process "
        + state.require("pid").asLong()
        + " has answered "
        + state.require("answered").asLong()
        + " calls since "
        + state.require("since").asText()
        + " and left "
        + left
        + " to their process";
  }
}
