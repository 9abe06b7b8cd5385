package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.engine.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The policy of this node, as {@code cni-fp policy} and {@code cni-fp install} change it. */
final class NodePolicy {
  private final Session session;

  NodePolicy(Session session) {
    this.session = session;
  }

  /** Returns what an annotation may do, in one sentence. */
  String rights() {
    return AnnotationRights.of(session.policyOrDefault());
  }

  /** Returns the names of all built-in actions. */
  List<String> builtIn() {
    return session.actions().stream()
        .map(action -> action.description().name())
        .filter(name -> name.indexOf('.') < 0)
        .toList();
  }

  /**
   * Makes a preset the node's policy.
   *
   * @param force whether it may replace a policy that is no preset
   * @throws CommandException if it may not, or if that fails
   */
  void write(PolicyPreset preset, boolean force) {
    Path path = PolicyReader.path(session.environment());
    PolicyFile file = new PolicyFile(path);
    if (!force && file.text().isPresent() && !isPreset(file.text().get())) {
      throw new CommandException(ExitStatus.NO, path + " is no preset; use --force to replace it");
    }
    Optional<String> text = preset.text(builtIn());
    if (text.isEmpty()) {
      file.remove();
      return;
    }
    file.write(text.get());
    if (preset == PolicyPreset.TEST_NODE) {
      createPoints();
    }
  }

  private boolean isPreset(String text) {
    return Arrays.stream(PolicyPreset.values())
        .anyMatch(preset -> preset.text(builtIn()).filter(text::equals).isPresent());
  }

  private static void createPoints() {
    Path directory = Path.of(PolicyPreset.POINTS_DIRECTORY);
    try {
      PolicyFile.createDirectory(directory);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED, directory + " cannot be created: " + e.getMessage());
    }
  }
}
