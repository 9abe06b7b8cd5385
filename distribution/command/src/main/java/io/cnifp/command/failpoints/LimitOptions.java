package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonString;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.engine.failpoint.Expiry;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.FileFilters;
import io.cnifp.engine.failpointfile.FailpointDocument;
import io.cnifp.engine.failpointfile.FileLimits;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that limit all failpoints of a file together. */
final class LimitOptions {
  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "The file expires at this time, such as 2026-11-25T10:00:00Z, or after this duration from"
              + " now, such as 30m.")
  private Optional<String> until = Optional.empty();

  @Option(
      names = "--at-most",
      paramLabel = "N",
      description = "The terms of the file fire at most N more times, at all points together.")
  private Optional<String> atMost = Optional.empty();

  @Option(
      names = "--when",
      paramLabel = "FILTERS",
      description = "The file is only about calls that match, such as 'pod=web-*, ifname=eth0'.")
  private Optional<String> when = Optional.empty();

  private Optional<String> time = Optional.empty();

  /** Returns whether none is given. */
  boolean areNone() {
    return until.isEmpty() && atMost.isEmpty() && when.isEmpty();
  }

  /**
   * Checks them, and computes the time of a duration.
   *
   * @throws CommandException with status 2 if one is invalid, or if two name a time
   */
  void check(InstantSource clock) {
    time = until.map(given -> time(given, clock));
    require("--until: ", () -> time.ifPresent(FileFilters.NONE::until));
    require("--when: ", () -> when.ifPresent(FileFilters::parse));
    require(
        "",
        () ->
            atMost.ifPresent(n -> ActionArguments.wholeNumber(n, "--at-most", 0, Long.MAX_VALUE)));
    if (time.isPresent() && when.map(FileFilters::parse).flatMap(FileFilters::expiry).isPresent()) {
      throw new CommandException(
          ExitStatus.MISUSED, "--when and --until both say when the file expires: give one");
    }
  }

  private static void require(String option, Runnable check) {
    try {
      check.run();
    } catch (FailpointSyntaxException | IllegalArgumentException e) {
      throw new CommandException(ExitStatus.MISUSED, option + e.getMessage());
    }
  }

  private static String time(String given, InstantSource clock) {
    try {
      return clock
          .instant()
          .plus(DurationRange.parseDuration(given))
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (IllegalArgumentException e) {
      return given;
    }
  }

  /**
   * Returns the content of a file with these limits.
   *
   * @throws io.cnifp.api.json.JsonException if it is no failpoint file
   */
  byte[] set(byte[] content) {
    byte[] changed = content;
    if (when.isPresent() || time.isPresent()) {
      FailpointDocument document = FailpointDocument.parse(changed);
      FileFilters before = document.limits().when();
      FileFilters filters = when.isPresent() ? FileFilters.parse(when.get()) : before;
      // A file that disarms itself does so whatever calls it is about.
      Optional<String> expiry = filters.expiry().or(before::expiry).map(Expiry::source);
      Optional<String> last = time.or(() -> expiry);
      FileFilters set = last.isPresent() ? filters.until(last.get()) : filters;
      changed = document.putLimit(FileLimits.WHEN, JsonString.quote(set.print()));
    }
    return atMost.isPresent()
        ? FailpointDocument.parse(changed).putLimit(FileLimits.AT_MOST, number(atMost.get()))
        : changed;
  }

  /** Returns a number as JSON writes it, without leading zeros. */
  private static String number(String digits) {
    return String.valueOf(Long.parseLong(digits));
  }
}
