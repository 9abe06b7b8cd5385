package io.cnifp.command.node;

import io.cnifp.api.CniException;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.policy.Annotations;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyReader;
import io.cnifp.engine.safefile.TrustedPath;
import io.cnifp.engine.statedir.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the policy, the journal and the state directory. */
public final class PolicyCheck {
  private PolicyCheck() {}

  /** Checks those that the environment names. */
  public static List<Finding> check(Map<String, String> environment) {
    List<Finding> findings = new ArrayList<>();
    Policy policy;
    try {
      policy = PolicyReader.read(environment);
      findings.addAll(policy(policy));
    } catch (CniException e) {
      policy = Policy.DEFAULT;
      findings.add(Finding.wrong("policy", e.error().message()));
    }
    Optional<Path> journal = Journal.named(environment, policy);
    if (journal.isEmpty() && !environment.getOrDefault(Journal.VARIABLE, "").isEmpty()) {
      findings.add(Finding.wrong("journal", Journal.VARIABLE + " must be an absolute path"));
    } else if (journal.isEmpty()) {
      findings.add(
          Finding.ok(
              "journal",
              "none; set "
                  + Journal.VARIABLE
                  + " or \"journal\" in the policy to record what fires"));
    } else {
      String problem = Journal.problem(journal.get());
      findings.add(
          problem.isEmpty()
              ? Finding.ok("journal", "is " + journal.get())
              : Finding.wrong("journal", journal.get() + " is not written: " + problem));
    }
    try {
      Path paused = new StateDirectory(environment).resolve("paused");
      findings.add(Finding.ok("state directory", "is " + paused.getParent()));
    } catch (CniException e) {
      findings.add(Finding.wrong("state directory", e.error().message()));
    }
    return findings;
  }

  private static List<Finding> policy(Policy policy) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("policy", AnnotationRights.of(policy)));
    for (Path directory : policy.confDirs().orElse(List.of())) {
      if (!Files.isDirectory(directory)) {
        findings.add(
            Finding.warning("policy", "confDirs has " + directory + ", which is not a directory"));
        continue;
      }
      String others = TrustedPath.check(directory).problem();
      if (!others.isEmpty()) {
        findings.add(Finding.warning("policy", "confDirs has " + directory + ", but " + others));
      }
    }
    boolean limited =
        policy.annotations() != Annotations.ALLOWED || policy.maxWaiting().isPresent();
    if (!limited && policy.maxDelay().equals(Policy.UNLIMITED)) {
      findings.add(
          Finding.warning(
              "policy",
              "any number of calls may wait for as long as annotations say; set maxDelay and"
                  + " maxWaiting on a shared node"));
    }
    return findings;
  }
}
