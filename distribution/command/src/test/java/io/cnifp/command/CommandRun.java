package io.cnifp.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.command.session.Session;
import io.cnifp.command.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs {@code cni-fp} in the process of the tests, with a terminal in memory and a state directory
 * of its own.
 */
final class CommandRun {
  private final Map<String, String> environment = new HashMap<>();
  private Optional<Path> home = Optional.empty();
  private boolean colours;

  /** Creates runs whose state is below a directory. */
  CommandRun(Path directory) {
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
    environment.put("CNI_FP_POLICY", directory.resolve("policy.json").toString());
    environment.put("CNI_FP_JOURNAL", directory.resolve("journal.jsonl").toString());
  }

  /**
   * How a run ended.
   *
   * @param status the exit status
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Ended(int status, String out, String err) {}

  CommandRun variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** From now on it runs from an installation. */
  CommandRun from(Path installation) {
    home = Optional.of(installation);
    return this;
  }

  /** From now on the terminal shows colours. */
  CommandRun inColours() {
    colours = true;
    return this;
  }

  Ended run(String... arguments) {
    return runWith("", arguments);
  }

  Ended runWith(String stdin, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(stdin.getBytes(UTF_8)), out, err, colours);
    int status =
        new CniFpCommand(new Session(environment, home, Optional.empty(), terminal)).run(arguments);
    terminal.flush();
    return new Ended(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}
