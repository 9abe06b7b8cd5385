package io.cnifp.cli.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A named network namespace, as {@code ip netns} makes them, or the path of one.
 *
 * @param path where it is
 */
public record NetworkNamespace(Path path) {
  private static final Path NAMED = Path.of("/run/netns");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The namespace of this name, or at this path if there is a slash in it. */
  public static NetworkNamespace of(String nameOrPath) {
    return new NetworkNamespace(
        nameOrPath.contains("/") ? Path.of(nameOrPath) : NAMED.resolve(nameOrPath));
  }

  /** Makes it if it isn't there. */
  public void make() throws IOException, InterruptedException {
    if (!Files.exists(path)) {
      ip("add");
    }
  }

  /** Removes it if it is there. */
  public void remove() throws IOException, InterruptedException {
    if (Files.exists(path)) {
      ip("delete");
    }
  }

  private void ip(String verb) throws IOException, InterruptedException {
    if (!NAMED.equals(path.getParent())) {
      throw new IOException("only a named one, in " + NAMED + ", can be made and removed");
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
