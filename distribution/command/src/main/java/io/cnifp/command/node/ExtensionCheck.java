package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.engine.extension.Extension;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderDescription;
import io.cnifp.engine.extension.ProviderProblem;
import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks an extension that is not installed yet. A copy of it is the only one of an installation
 * without anything else, and the engine is asked about that; no code of it runs.
 */
final class ExtensionCheck {
  private final Session session;
  private final Path path;

  /**
   * Creates a check.
   *
   * @param path the absolute path of a jar or of a directory of jars
   */
  ExtensionCheck(Session session, Path path) {
    this.session = session;
    this.path = path;
  }

  /** Returns what is found; at least one thing. */
  List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      findings.add(wrong(Files.exists(path) ? "it is not a jar" : "there is no such file"));
      return findings;
    }
    Optional<Path> home = Optional.empty();
    try {
      home = Optional.of(Files.createTempDirectory("cni-fp-doctor"));
      Path extensions = Files.createDirectory(home.get().resolve("extensions"));
      copy(extensions.resolve(name()));
      List<Extension> found = new Extensions(home).all(List.of());
      if (found.isEmpty()) {
        findings.add(wrong("cni-fp would ignore it: " + whyIgnored()));
      }
      for (Extension extension : found) {
        describe(extension, extensions, findings);
      }
    } catch (IOException e) {
      throw new CommandException(ExitStatus.FAILED, path + " cannot be read: " + e.getMessage());
    } finally {
      home.ifPresent(ExtensionCheck::delete);
    }
    findings.addAll(owner());
    return findings;
  }

  private String whyIgnored() {
    return name().startsWith(".")
        ? "its name begins with a dot"
        : "its name does not end in .jar, and it is not a directory";
  }

  private void describe(Extension extension, Path extensions, List<Finding> findings) {
    List<String> provided = new ArrayList<>();
    for (FoundProvider<?> action : extension.actions().providers()) {
      provided.add("the action " + action.description().name());
      findings.addAll(taken(action.description(), session.actions()));
    }
    for (FoundProvider<?> delegate : extension.delegates().providers()) {
      provided.add("the delegate " + delegate.description().name());
      findings.addAll(taken(delegate.description(), session.delegates()));
    }
    if (!provided.isEmpty()) {
      findings.addFirst(Finding.ok(subject(), "provides " + String.join(" and ", provided)));
    }
    for (ProviderProblem problem : extension.problems()) {
      // The copy's path means nothing to the user.
      findings.add(wrong(problem.problem().replace(extensions + "/" + name(), path.toString())));
    }
  }

  /** A name must be unique; a file of the same name would be replaced. */
  private List<Finding> taken(
      ProviderDescription description, List<? extends FoundProvider<?>> installed) {
    List<Finding> findings = new ArrayList<>();
    for (FoundProvider<?> other : installed) {
      if (other.description().name().equals(description.name())
          && !other.origin().endsWith("/" + name())) {
        findings.add(
            wrong(
                description.name()
                    + " is also provided by "
                    + other.origin()
                    + ": calls that use it would fail"));
      }
    }
    return findings;
  }

  private List<Finding> owner() {
    String problem = TrustedPath.check(path).problem();
    try {
      if (problem.isEmpty() && !Files.getAttribute(path, "unix:uid").equals(0)) {
        problem = path + " does not belong to root";
      }
    } catch (IOException e) {
      problem = path + " cannot be examined";
    }
    return problem.isEmpty()
        ? List.of()
        : List.of(
            Finding.warning(
                subject(),
                problem
                    + ": copy it as root into the directory extensions, so that the copy belongs"
                    + " to root and only root may write it"));
  }

  private void copy(Path target) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.copy(path, target);
      return;
    }
    Files.createDirectory(target);
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        Path copy = target.resolve(entry.getFileName());
        // Of other entries only the name matters.
        if (Files.isRegularFile(entry)) {
          Files.copy(entry, copy);
        } else {
          Files.createDirectory(copy);
        }
      }
    }
  }

  private String name() {
    return String.valueOf(path.getFileName());
  }

  private String subject() {
    return "extension " + name();
  }

  private Finding wrong(String message) {
    return Finding.wrong(subject(), message);
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      // It is the copy in the directory for temporary files.
    }
  }
}
