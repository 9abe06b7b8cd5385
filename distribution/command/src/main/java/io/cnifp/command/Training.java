package io.cnifp.command;

import io.cnifp.command.session.Session;
import io.cnifp.command.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Runs recorded commands in one process, from which the JVM creates the AOT cache of {@code
 * cni-fp}. Their output is discarded.
 *
 * <p>The file has a command a line, its arguments separated by tabs.
 */
final class Training {
  private final Map<String, String> environment;
  private final Optional<Path> home;

  Training(Map<String, String> environment, Optional<Path> home) {
    this.environment = environment;
    this.home = home;
  }

  void run(Path commands) {
    try {
      for (String command : Files.readAllLines(commands)) {
        Terminal nowhere =
            new Terminal(
                new ByteArrayInputStream("\"1*off\"\n".getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                true);
        new CniFpCommand(new Session(environment, home, Optional.empty(), nowhere))
            .run(command.split("\t", -1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
