package io.cnifp.acceptance.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that make namespaces need root on Linux. Elsewhere they are skipped and say so; there, a
 * package that is missing is a failure, because a test that never runs proves nothing.
 */
public final class RootOnLinux implements ExecutionCondition, BeforeAllCallback {
  /** The programs that the tests run, and the Debian packages that have them. */
  private static final Map<String, String> PACKAGE_OF_PROGRAM =
      Map.of(
          "unshare", "util-linux",
          "nsenter", "util-linux",
          "ip", "iproute2",
          "iptables", "iptables",
          "busybox", "busybox-static",
          "runc", "runc",
          "containerd", "containerd",
          "ctr", "containerd",
          "podman", "podman");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (isRootOnLinux()) {
      return ConditionEvaluationResult.enabled("root on Linux");
    }
    String reason =
        context.getDisplayName()
            + " skipped: it makes network namespaces, which takes root on Linux";
    if (context.getTestMethod().isEmpty()) {
      System.err.println(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Set<String> packages = new TreeSet<>();
    PACKAGE_OF_PROGRAM.forEach((program, debianPackage) -> {
      if (program(program).isEmpty()) {
        packages.add(debianPackage);
      }
    });
    if (!StandardPlugins.missing().isEmpty()) {
      packages.add("containernetworking-plugins");
    }
    if (!packages.isEmpty()) {
      throw new AssertionError(
          "end-to-end tests: missing on this machine, run: apt-get install "
              + String.join(" ", packages));
    }
  }

  private static boolean isRootOnLinux() {
    try {
      return "Linux".equals(System.getProperty("os.name"))
          && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  /** The absolute path of a program on PATH. */
  public static Optional<Path> program(String name) {
    return Stream.of(
            System.getenv()
                .getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
                .split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
