package io.cnifp.command.journal;

import io.cnifp.api.spi.DurationRange;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.journal.JournalField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that select a journal and its entries. */
final class JournalOptions {
  private static final int TRACE_LENGTH = 32;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description =
          "The journal (default: the variable CNI_FP_JOURNAL, or \"journal\" in the policy).")
  private Optional<String> journal = Optional.empty();

  @Option(names = "--pod", paramLabel = "GLOB", description = "Only calls for matching pods.")
  private Optional<String> pod = Optional.empty();

  @Option(
      names = "--namespace",
      paramLabel = "GLOB",
      description = "Only for matching namespaces of pods.")
  private Optional<String> namespace = Optional.empty();

  @Option(names = "--container", paramLabel = "GLOB", description = "Only for matching containers.")
  private Optional<String> container = Optional.empty();

  @Option(
      names = "--command",
      paramLabel = "GLOB",
      description = "Only matching CNI commands, such as ADD.")
  private Optional<String> command = Optional.empty();

  @Option(
      names = "--point",
      paramLabel = "GLOB",
      description = "Only matching points, such as after*.")
  private Optional<String> point = Optional.empty();

  @Option(names = "--file", paramLabel = "GLOB", description = "Only matching failpoint files.")
  private Optional<String> file = Optional.empty();

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description =
          "Only calls of this trace: 32 hexadecimal digits, as in the calls' TRACEPARENT.")
  private Optional<String> trace = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only since then: a time such as 2026-11-24T15:00:00Z, or 5m for five minutes ago.")
  private Optional<String> since = Optional.empty();

  /**
   * Returns the journal.
   *
   * @throws CommandException with status 2 if none is configured
   */
  Path journal(Session session) {
    return journal
        .map(PathArgument::parse)
        .or(() -> Journal.named(session.environment(), session.policyOrDefault()))
        .orElseThrow(() ->
            new CommandException(
                ExitStatus.MISUSED,
                session.environment().getOrDefault(Journal.VARIABLE, "").isEmpty()
                    ? "no journal is configured; use --journal, the variable "
                        + Journal.VARIABLE
                        + " (also for the runtime) or \"journal\" in the policy"
                    : Journal.VARIABLE + " must be an absolute path"));
  }

  /** Returns the filter for entries. */
  EntryFilter filter() {
    Map<JournalField, String> globs = new EnumMap<>(JournalField.class);
    pod.ifPresent(glob -> globs.put(JournalField.POD, glob));
    namespace.ifPresent(glob -> globs.put(JournalField.NAMESPACE, glob));
    container.ifPresent(glob -> globs.put(JournalField.CONTAINER, glob));
    command.ifPresent(glob -> globs.put(JournalField.COMMAND, glob));
    point.ifPresent(glob -> globs.put(JournalField.POINT, glob));
    file.ifPresent(glob -> globs.put(JournalField.FILE, glob));
    trace.ifPresent(id -> globs.put(JournalField.TRACE, traceId(id)));
    return new EntryFilter(globs, since.map(JournalOptions::time));
  }

  /** Digits are no glob, and tools print them in either case. */
  private static String traceId(String text) {
    String id = text.toLowerCase(Locale.ROOT);
    boolean valid = id.length() == TRACE_LENGTH;
    for (int i = 0; i < id.length(); i++) {
      valid &= "0123456789abcdef".indexOf(id.charAt(i)) >= 0;
    }
    if (!valid) {
      throw new CommandException(
          ExitStatus.MISUSED,
          "--trace '" + text + "' is not the id of a trace: 32 hexadecimal digits were expected");
    }
    return id;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      Duration ago;
      try {
        ago = DurationRange.parseDuration(text);
      } catch (IllegalArgumentException noDuration) {
        throw new CommandException(
            ExitStatus.MISUSED,
            "--since '"
                + text
                + "' is neither a time such as 2026-11-24T15:00:00Z nor a duration such as 5m");
      }
      return Instant.now().minus(ago);
    }
  }
}
