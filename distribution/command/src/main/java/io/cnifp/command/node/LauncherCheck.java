package io.cnifp.command.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.node.install.Prefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks that launchers and delegates are where the runtime looks for plugins. */
public final class LauncherCheck {
  /** What the launchers of the image run by their names, and the IPAM plugin that these use. */
  private static final List<String> DELEGATES = List.of("bridge", "ptp", "macvlan", "host-local");

  /** Launchers are far smaller. */
  private static final int MOST_READ = 4 << 20;

  private LauncherCheck() {}

  /**
   * Checks the directories of plugins.
   *
   * @param directories where the runtime looks
   * @param home the directory of the installation
   */
  public static List<Finding> check(List<Path> directories, Path home) {
    List<Finding> findings = new ArrayList<>();
    boolean found = false;
    for (Path directory : directories) {
      for (Path launcher : launchers(directory)) {
        found = true;
        findings.add(launcher(launcher, home));
      }
    }
    if (!found) {
      findings.add(
          Finding.wrong(
              "launchers",
              "no cni-*-fp in "
                  + directories
                  + ": run "
                  + installer(home)
                  + " --cni-bin-dir with the runtime's directory of plugins"));
    }
    for (String delegate : DELEGATES) {
      findings.add(delegate(delegate, directories));
    }
    return findings;
  }

  private static Path installer(Path home) {
    return Prefix.of(home)
        .map(Prefix::current)
        .filter(Files::exists)
        .orElse(home)
        .resolve("bin/install");
  }

  /** Returns the directory with all builds of the installation. */
  private static Path installation(Path home) {
    return Prefix.of(home).map(Prefix::directory).orElse(home);
  }

  private static List<Path> launchers(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("cni-.+-fp"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Finding launcher(Path launcher, Path home) {
    String subject = launcher.toString();
    if (!Files.isExecutable(launcher)) {
      return Finding.wrong(subject, "is not executable, or is a broken link");
    }
    try {
      Path real = launcher.toRealPath();
      if (real.startsWith(installation(home))) {
        return Finding.ok(subject, "belongs to this installation");
      }
      if (!isOurs(real)) {
        return Finding.warning(
            subject, "is not cni-fp; the reference implementation has a plugin of this name");
      }
      Path record = real.resolveSibling(".cni-fp").resolve(real.getFileName() + ".json");
      if (!Files.exists(record)) {
        return Finding.wrong(
            subject, "has no record " + record + " of its installation: install cni-fp again");
      }
      return names(record, home)
          ? Finding.ok(subject, "belongs to this installation")
          : Finding.warning(subject, "belongs to another installation of cni-fp");
    } catch (IOException e) {
      return Finding.wrong(subject, "cannot be read");
    }
  }

  /** Returns whether a file is a launcher of ours, of any version. */
  private static boolean isOurs(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      byte[] begin = stream.readNBytes(MOST_READ);
      return new String(begin, StandardCharsets.ISO_8859_1).contains("CNI_FP_PROCESS");
    }
  }

  private static boolean names(Path record, Path home) throws IOException {
    Path named = Path.of(new ObjectMapper().readTree(record.toFile()).path("home").asText());
    return Files.isDirectory(named) && Files.isSameFile(named, home);
  }

  private static Finding delegate(String name, List<Path> directories) {
    for (Path directory : directories) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        return Files.isExecutable(file)
            ? Finding.ok("plugin " + name, "is " + file)
            : Finding.wrong("plugin " + name, "is " + file + ", which is not executable");
      }
    }
    return Finding.warning("plugin " + name, "is in none of " + directories);
  }
}
