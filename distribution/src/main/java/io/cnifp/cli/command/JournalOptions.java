package io.cnifp.cli.command;

import io.cnifp.cli.journal.EntryFilter;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.policy.PolicyDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which entries of which journal are meant. */
final class JournalOptions {
  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "The journal (default: what the variable CNI_FP_JOURNAL names, else what the policy"
              + " does).")
  private Optional<String> journal = Optional.empty();

  @Option(names = "--pod", paramLabel = "GLOB", description = "Only calls for such a pod.")
  private Optional<String> pod = Optional.empty();

  @Option(names = "--namespace", paramLabel = "GLOB", description = "... of such a namespace.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = "--container", paramLabel = "GLOB", description = "... of such a container.")
  private Optional<String> container = Optional.empty();

  @Option(names = "--command", paramLabel = "GLOB", description = "Only such a command: ADD.")
  private Optional<String> command = Optional.empty();

  @Option(names = "--point", paramLabel = "GLOB", description = "Only such a point: after*.")
  private Optional<String> point = Optional.empty();

  @Option(names = "--file", paramLabel = "GLOB", description = "Only such a failpoint file.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only from then on: 2026-11-24T15:00:00Z, or 5m for five minutes ago.")
  private Optional<String> since = Optional.empty();

  /**
   * The journal's file.
   *
   * @throws CommandException with status 2 if nobody names one
   */
  Path journal(Session session) {
    return journal
        .map(Session::path)
        .or(() -> Journal.named(session.environment(), session.policyOrDefault()))
        .orElseThrow(() ->
            new CommandException(
                ExitStatus.MISUSED,
                session.environment().getOrDefault(Journal.VARIABLE, "").isEmpty()
                    ? "no journal is kept: name one by --journal, by the variable "
                        + Journal.VARIABLE
                        + " (of the runtime, too) or by \"journal\" in the policy"
                    : Journal.VARIABLE + " must name the journal by an absolute path"));
  }

  /** Which entries are meant. */
  EntryFilter filter() {
    Map<String, String> globs = new LinkedHashMap<>();
    pod.ifPresent(glob -> globs.put("pod", glob));
    namespace.ifPresent(glob -> globs.put("namespace", glob));
    container.ifPresent(glob -> globs.put("container", glob));
    command.ifPresent(glob -> globs.put("command", glob));
    point.ifPresent(glob -> globs.put("point", glob));
    file.ifPresent(glob -> globs.put("file", glob));
    return new EntryFilter(globs, since.map(JournalOptions::time));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      Duration ago =
          PolicyDuration.parse(text)
              .orElseThrow(() ->
                  new CommandException(
                      ExitStatus.MISUSED,
                      "--since '"
                          + text
                          + "' is no time such as 2026-11-24T15:00:00Z and no duration such as"
                          + " 5m"));
      return Instant.now().minus(ago);
    }
  }
}
