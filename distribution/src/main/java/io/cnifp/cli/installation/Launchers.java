package io.cnifp.cli.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether cni-fp, and what it delegates to, is where the runtime looks for plugins. */
public final class Launchers {
  private static final List<String> DELEGATES = List.of("bridge", "ptp", "macvlan", "host-local");

  private Launchers() {}

  /**
   * Looks into folders of plugins.
   *
   * @param folders where the runtime looks
   * @param home the installation
   */
  public static List<Finding> examine(List<Path> folders, Path home) {
    List<Finding> findings = new ArrayList<>();
    boolean found = false;
    for (Path folder : folders) {
      for (Path launcher : launchers(folder)) {
        found = true;
        findings.add(launcher(launcher, home));
      }
    }
    if (!found) {
      findings.add(
          Finding.wrong(
              "launchers",
              "no cni-*-fp in "
                  + folders
                  + ": run "
                  + home.resolve("bin/install")
                  + " --cni-bin-dir with the runtime's folder of plugins"));
    }
    for (String delegate : DELEGATES) {
      findings.add(delegate(delegate, folders));
    }
    return findings;
  }

  private static List<Path> launchers(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
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
      return Finding.wrong(subject, "isn't executable, or is a link that leads nowhere");
    }
    try {
      Path real = launcher.toRealPath();
      if (real.startsWith(home)) {
        return Finding.ok(subject, "is this installation's");
      }
      byte[] begin = new byte[4096];
      int length;
      try (var stream = Files.newInputStream(real)) {
        length = Math.max(0, stream.readNBytes(begin, 0, begin.length));
      }
      String text = new String(begin, 0, length, StandardCharsets.ISO_8859_1);
      if (!text.contains("cni-fp")) {
        return Finding.warning(subject, "is not cni-fp; the reference's plugin has this name too");
      }
      String quoted = "'" + home.toString().replace("'", "'\\''") + "'";
      return text.contains("home=" + quoted)
          ? Finding.ok(subject, "is this installation's")
          : Finding.warning(subject, "belongs to another installation of cni-fp");
    } catch (IOException e) {
      return Finding.wrong(subject, "can't be read");
    }
  }

  private static Finding delegate(String name, List<Path> folders) {
    for (Path folder : folders) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return Files.isExecutable(file)
            ? Finding.ok("plugin " + name, "is " + file)
            : Finding.wrong("plugin " + name, "is " + file + ", which isn't executable");
      }
    }
    return Finding.warning("plugin " + name, "is in none of " + folders);
  }
}
