package io.cnifp.testkit;

import io.cnifp.api.json.JsonObject;
import io.cnifp.engine.policy.PolicyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The policy of a node that has only settings. */
final class TestPolicy {
  private JsonObject actions = JsonObject.of();
  private JsonObject delegates = JsonObject.of();

  void action(String name, JsonObject settings) {
    actions = with(actions, name, settings);
  }

  void delegate(String name, JsonObject settings) {
    delegates = with(delegates, name, settings);
  }

  private static JsonObject with(JsonObject all, String name, JsonObject settings) {
    return settings.isEmpty() ? all.without(name) : all.with(name, settings);
  }

  /** Writes the policy and names it in an environment, unless nothing is set. */
  void write(Path file, Map<String, String> environment) {
    if (actions.isEmpty() && delegates.isEmpty()) {
      return;
    }
    JsonObject policy = JsonObject.of().with("actions", actions).with("delegates", delegates);
    try {
      Files.writeString(file, policy.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put(PolicyReader.VARIABLE, file.toString());
  }
}
