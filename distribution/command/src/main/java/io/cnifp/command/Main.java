package io.cnifp.command;

import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.process.LauncherEnvironment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The process: the only class here that touches the standard streams, the environment and the exit
 * status.
 *
 * <p>{@code bin/cni-fp} passes as system properties {@code cnifp.home} (the installation) and, if
 * standard output is a terminal, {@code cnifp.columns} (its width). The build passes {@code
 * cnifp.train} instead of arguments.
 */
public final class Main {
  private Main() {}

  /** Runs a command and exits. */
  public static void main(String[] arguments) {
    String training = System.getProperty("cnifp.train", "");
    if (!training.isEmpty()) {
      new Training(System.getenv(), home()).run(Path.of(training));
      return;
    }
    LauncherEnvironment launched = LauncherEnvironment.of(System.getenv());
    Map<String, String> environment = launched.given();
    Optional<Path> home = home();
    // What an extension prints must not get into an answer.
    System.setOut(System.err);
    // Not System.out: it mangles what the locale can't encode.
    Terminal terminal =
        new Terminal(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Integer.getInteger("cnifp.columns", 0) > 0
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM")));
    Extensions extensions = new Extensions(home, () -> new ExitNotice(terminal));
    Session session =
        new Session(environment, home, launched.exec(home, Optional.empty()), terminal, extensions);
    int status = new CniFpCommand(session).run(arguments);
    boolean written = terminal.flush();
    System.exit(status == ExitStatus.DONE && !written ? ExitStatus.FAILED : status);
  }

  private static Optional<Path> home() {
    String home = System.getProperty("cnifp.home", "");
    try {
      return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home).toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
