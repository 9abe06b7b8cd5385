package io.cnifp.command.node;

import io.cnifp.node.install.Builds;
import io.cnifp.node.install.InstallException;
import io.cnifp.node.install.Ownership;
import io.cnifp.node.install.Prefix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks whose the installation is, and which builds it has. */
public final class InstallationCheck {
  private InstallationCheck() {}

  /**
   * Checks an image and the prefix that it is installed in.
   *
   * @param home the directory of the image
   */
  public static List<Finding> check(Path home) {
    List<Finding> findings = new ArrayList<>();
    Optional<Prefix> prefix = Prefix.of(home);
    try {
      String problem = Ownership.problemOfImage(home);
      findings.add(
          problem.isEmpty()
              ? Finding.ok("owners", "only root or you can change the image")
              : untrusted("owners", problem));
      if (prefix.isPresent()) {
        for (Builds.State state : Builds.of(prefix.get())) {
          findings.add(build(prefix.get().build(state.build()), state));
        }
      }
    } catch (IOException | InstallException e) {
      findings.add(Finding.wrong("installation", home + " cannot be examined: " + e.getMessage()));
    }
    return findings;
  }

  private static Finding build(Path directory, Builds.State state) throws IOException {
    String subject = "build " + state.build();
    String problem = Ownership.problemOfImage(directory);
    if (!problem.isEmpty()) {
      return untrusted(subject, problem);
    }
    String users = state.users().stream().map(String::valueOf).collect(Collectors.joining(", "));
    if (!users.isEmpty()) {
      users = "used by the processes " + users;
    } else {
      users = state.current() ? "not used" : "not used; the next installation removes it";
    }
    return Finding.ok(subject, state.current() ? "current, " + users : users);
  }

  private static Finding untrusted(String subject, String problem) {
    return Finding.wrong(
        subject, problem + ", and so could change what calls run; install cni-fp again");
  }
}
