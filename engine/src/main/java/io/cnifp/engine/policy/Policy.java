package io.cnifp.engine.policy;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.DurationRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the node's administrator allows. {@link PolicyReader} creates one, once for each call that
 * needs it.
 *
 * @param confDirs the directories of the files that an annotation may name; empty if it may name
 *     any file
 * @param annotations what is done with an annotation that names a failpoint file
 * @param annotationActions the actions that an annotation's file may use
 * @param annotationPoints the points at which it may use them
 * @param maxWaiting how many calls may wait at once, over all processes, because an annotation said
 *     so; empty if any number may
 * @param lockTimeout how long a call waits for a failpoint file that another call has locked
 * @param maxDelay how long all waits of a call together may last if an annotation named its file
 * @param journal the file that records what fires, if any
 * @param extensionDirs directories of extensions, after the installation's own
 * @param actionSettings the settings of extensions' actions, by name
 * @param delegateSettings the settings of extensions' delegates, by name
 */
public record Policy(
    Optional<List<Path>> confDirs,
    Annotations annotations,
    AllowedNames annotationActions,
    AllowedNames annotationPoints,
    OptionalInt maxWaiting,
    Duration lockTimeout,
    Duration maxDelay,
    Optional<Path> journal,
    List<Path> extensionDirs,
    JsonObject actionSettings,
    JsonObject delegateSettings) {

  /** No limit on waits. */
  public static final Duration UNLIMITED = DurationRange.LONGEST;

  /** The policy of a node without a policy file: as much as the reference allows. */
  public static final Policy DEFAULT =
      new Policy(
          Optional.empty(),
          Annotations.ALLOWED,
          AllowedNames.REFERENCE_ACTIONS,
          AllowedNames.REFERENCE_POINTS,
          OptionalInt.empty(),
          Duration.ofSeconds(10),
          UNLIMITED,
          Optional.empty(),
          List.of(),
          JsonObject.of(),
          JsonObject.of());

  /** Returns the settings of an action; an empty object if it has none. */
  public JsonObject settingsOfAction(String name) {
    return settings(actionSettings, name);
  }

  /** Returns the settings of a delegate; an empty object if it has none. */
  public JsonObject settingsOfDelegate(String name) {
    return settings(delegateSettings, name);
  }

  private static JsonObject settings(JsonObject all, String name) {
    return all.get(name).map(JsonValue::asObject).orElse(JsonObject.of());
  }
}
