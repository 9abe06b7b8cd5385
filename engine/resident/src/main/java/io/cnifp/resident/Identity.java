package io.cnifp.resident;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What two processes must have in common so that one can look at files for the other: mount, user
 * and pid namespace, root directory, effective ids and capabilities.
 *
 * @param text all of it as one text, in the launcher's form
 */
record Identity(String text) {
  private static final Path SELF = Path.of("/proc/self");

  /** Returns the identity of this process. */
  static Identity ofThisProcess() throws IOException {
    Map<String, Object> root = Files.readAttributes(Path.of("/"), "unix:dev,ino");
    Map<String, Object> self = Files.readAttributes(SELF, "unix:uid,gid");
    return new Identity(
        String.join(
            " ",
            namespace("mnt"),
            namespace("user"),
            namespace("pid"),
            root.get("dev") + ":" + root.get("ino"),
            self.get("uid") + ":" + self.get("gid"),
            capabilities()));
  }

  private static String namespace(String name) throws IOException {
    return Files.readSymbolicLink(SELF.resolve("ns").resolve(name)).toString();
  }

  /** Returns the effective capabilities in hexadecimal digits. */
  private static String capabilities() throws IOException {
    for (String line : Files.readAllLines(SELF.resolve("status"))) {
      if (line.startsWith("CapEff:")) {
        return line.substring("CapEff:".length()).strip().toLowerCase(Locale.ROOT);
      }
    }
    throw new IOException("/proc/self/status does not say the capabilities");
  }
}
