package io.cnifp.command.node;

import io.cnifp.engine.policy.AllowedNames;
import io.cnifp.engine.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a policy lets an annotation do, in one sentence. */
final class AnnotationRights {
  private AnnotationRights() {}

  /** Returns the sentence, which begins with "an annotation" and has no full stop. */
  static String of(Policy policy) {
    return switch (policy.annotations()) {
      case IGNORED -> "an annotation is recorded and ignored";
      case REFUSED -> "an annotation fails the call, and is passed over by a DEL";
      case ALLOWED ->
          "an annotation may use "
              + actions(policy.annotationActions())
              + " at "
              + points(policy.annotationPoints())
              + ", from "
              + policy.confDirs().map(AnnotationRights::directories).orElse(LOCAL);
    };
  }

  private static final String LOCAL = "any file on a local file system";

  private static String actions(AllowedNames actions) {
    return actions.breadth() == AllowedNames.Breadth.ALL ? "all actions" : actions.shown();
  }

  private static String points(AllowedNames points) {
    return points.breadth() == AllowedNames.Breadth.ALL ? "all points" : points.shown();
  }

  private static String directories(List<Path> directories) {
    return directories.isEmpty()
        ? "no file"
        : directories.stream()
            .map(Path::toString)
            .collect(Collectors.joining(", ", "files in ", ""));
  }
}
