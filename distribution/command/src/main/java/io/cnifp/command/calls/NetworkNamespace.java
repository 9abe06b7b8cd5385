package io.cnifp.command.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace: a named one, as {@code ip netns} creates them, or any path.
 *
 * @param path its path
 */
public record NetworkNamespace(Path path) {
  private static final Path NAMED = Path.of("/run/netns");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Returns the namespace of a name, or of a path if the argument has a slash. */
  public static NetworkNamespace of(String nameOrPath) {
    return new NetworkNamespace(
        nameOrPath.contains("/")
            ? Path.of(nameOrPath).toAbsolutePath()
            : NAMED.resolve(nameOrPath));
  }

  /** Creates it if it doesn't exist. */
  public void create() throws IOException, InterruptedException {
    if (!Files.exists(path)) {
      ip("add");
    }
  }

  /** Deletes it if it exists. */
  public void delete() throws IOException, InterruptedException {
    if (Files.exists(path)) {
      ip("delete");
    }
  }

  /** CNI's documents write /var/run/netns, and /var/run is a link to /run. */
  private boolean isNamed() throws IOException {
    Path parent = path.getParent();
    if (parent == null || NAMED.equals(parent)) {
      return parent != null;
    }
    Path above = parent.getParent();
    return above != null
        && parent.getFileName().equals(NAMED.getFileName())
        && Files.isDirectory(above)
        && above.toRealPath().equals(NAMED.getParent());
  }

  private void ip(String verb) throws IOException, InterruptedException {
    if (!isNamed()) {
      throw new IOException(path + " is not in " + NAMED + ", so it cannot be created or deleted");
    }
    Process process =
        new ProcessBuilder(List.of("ip", "netns", verb, path.getFileName().toString()))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("ip netns " + verb + ": " + output.strip());
    }
  }
}
