package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A policy that suits a kind of node. */
enum PolicyPreset {
  /** What the reference allows: no policy at all. */
  REFERENCE,
  /** A node for tests: all built-in actions at all points, for a bounded time. */
  TEST_NODE,
  /** A node where only the administrator injects faults. */
  LOCKED;

  /** Where the annotations of a test node find their files. */
  static final String POINTS_DIRECTORY = "/var/lib/cni-fp/points";

  /** Returns the name that a person types. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the preset of a name.
   *
   * @throws CommandException if there is none
   */
  static PolicyPreset require(String word) {
    for (PolicyPreset preset : values()) {
      if (preset.word().equals(word)) {
        return preset;
      }
    }
    throw new CommandException(
        ExitStatus.MISUSED,
        "a preset was expected, one of "
            + Arrays.stream(values()).map(PolicyPreset::word).collect(Collectors.joining(", ")));
  }

  /**
   * Returns the policy; empty if the preset is none.
   *
   * @param builtIn the names of all built-in actions
   */
  Optional<String> text(List<String> builtIn) {
    return switch (this) {
      case REFERENCE -> Optional.empty();
      case LOCKED -> Optional.of("{\n  \"annotations\": \"ignore\"\n}\n");
      case TEST_NODE ->
          Optional.of(
              """
              {
                "confDirs": ["%s"],
                "annotationActions": [%s],
                "annotationPoints": "all",
                "maxDelay": "5m",
                "maxWaiting": 64
              }
              """
                  .formatted(
                      POINTS_DIRECTORY,
                      builtIn.stream()
                          .map(name -> "\"" + name + "\"")
                          .collect(Collectors.joining(", "))));
    };
  }
}
