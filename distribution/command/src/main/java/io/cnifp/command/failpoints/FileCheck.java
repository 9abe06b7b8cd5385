package io.cnifp.command.failpoints;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonObject.Member;
import io.cnifp.api.json.JsonString;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.BoundAction;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.FileFilters;
import io.cnifp.engine.failpoint.Points;
import io.cnifp.engine.failpoint.UnknownName;
import io.cnifp.engine.failpointfile.FailpointDocument;
import io.cnifp.engine.failpointfile.FailpointFile;
import io.cnifp.engine.failpointfile.FileLimits;
import io.cnifp.engine.failpointfile.FileState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds all problems in the content of a failpoint file, not only the first. */
final class FileCheck {
  private final ActionBinder binder;
  private final FailpointLint lint;
  private final InstantSource clock;

  /** Creates a check; the binder knows the actions. */
  FileCheck(ActionBinder binder, FailpointLint lint, InstantSource clock) {
    this.binder = binder;
    this.lint = lint;
    this.clock = clock;
  }

  /** Returns the problems of a document, in its order. */
  List<Problem> check(byte[] document) {
    if (document.length > FailpointFile.MAX_SIZE) {
      return List.of(
          Problem.error("", -1, "the file is larger than " + FailpointFile.MAX_SIZE + " bytes"));
    }
    if (document.length == 0) {
      return List.of(Problem.error("", 0, "a JSON object was expected; the file is empty"));
    }
    List<Problem> problems = new ArrayList<>();
    try {
      members(FailpointDocument.parse(document).members(), true, problems);
    } catch (JsonException e) {
      problems.add(Problem.error("", e.offset(), e.expected()));
    }
    problems.sort(Comparator.comparingInt(Problem::offset));
    return problems;
  }

  /** Returns the problems of failpoints that stand in a network configuration. */
  List<Problem> members(JsonObject points) {
    List<Problem> problems = new ArrayList<>();
    members(points.members(), false, problems);
    return problems;
  }

  private void members(List<Member> members, boolean inFile, List<Problem> problems) {
    Set<String> points = new HashSet<>();
    for (Member member : members) {
      String point = pointOf(member.name());
      if (point.isEmpty()) {
        other(member, problems);
        continue;
      }
      if (!points.add(point)) {
        problems.add(
            Problem.warning(
                point,
                member.start(),
                "duplicate key " + point + "; the last one that is not null counts"));
      }
      point(point, member, inFile, problems);
    }
    if (points.isEmpty() && problems.isEmpty()) {
      problems.add(Problem.warning("", -1, "the file has no point, so nothing ever fires"));
    }
  }

  private static String pointOf(String name) {
    for (String point : Points.ALL) {
      if (point.equalsIgnoreCase(name)) {
        return point;
      }
    }
    return "";
  }

  /** Adds a problem for a key that is not a point but looks like one, or that limits all points. */
  private void other(Member member, List<Problem> problems) {
    String name = member.name();
    try {
      if (name.equals(FileLimits.WHEN)) {
        when(member, problems);
        return;
      }
      if (name.equals(FileState.MEMBER)) {
        var _ = FileState.of(member.value());
        return;
      }
      if (name.equals(FileLimits.AT_MOST)) {
        if (FileLimits.atMost(member.value()) == 0) {
          problems.add(
              Problem.warning("", member.value().start(), "atMost is 0, so nothing ever fires"));
        }
        return;
      }
    } catch (JsonException e) {
      problems.add(Problem.error("", e.offset(), e.expected()));
      return;
    }
    for (String limit : List.of(FileLimits.WHEN, FileLimits.AT_MOST)) {
      if (limit.equalsIgnoreCase(name)) {
        problems.add(
            Problem.warning(
                "",
                member.start(),
                UnknownName.shown(name) + " limits nothing; did you mean " + limit + "?"));
        return;
      }
    }
    if (FailpointDocument.looksLikePoint(name)) {
      problems.add(
          Problem.error(
              "",
              member.start(),
              "unknown point " + UnknownName.shown(name) + UnknownName.suffix(name, Points.ALL)));
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String near =
        name.length() < 3 || name.length() > 20
            ? ""
            : UnknownName.nearest(
                lower, Points.ALL.stream().map(point -> point.toLowerCase(Locale.ROOT)).toList());
    if (!near.isEmpty()) {
      problems.add(
          Problem.warning(
              "",
              member.start(),
              UnknownName.shown(name) + " is not a point; did you mean " + pointOf(near) + "?"));
    }
  }

  private void when(Member member, List<Problem> problems) {
    FileFilters filters = FileLimits.when(member.value());
    if (filters.expiry().filter(expiry -> expiry.isReached(clock)).isPresent()) {
      problems.add(
          Problem.warning(
              "",
              member.value().start(),
              "the file has expired: until=" + filters.expiry().get().source()));
    }
  }

  private void point(String point, Member member, boolean inFile, List<Problem> problems) {
    if (member.value().isNull()) {
      return;
    }
    if (!(member.value() instanceof JsonString text)) {
      problems.add(
          Problem.error(
              point, member.value().start(), "a string was expected as the failpoint of " + point));
      return;
    }
    if (text.asText().isEmpty()) {
      return;
    }
    try {
      Failpoint failpoint = Failpoint.parse(text.asText());
      Optional<BoundAction> keeping = binder.bind(point, failpoint).firstWithState();
      if (keeping.isPresent() && !inFile) {
        problems.add(
            Problem.error(
                point,
                member.value().start(),
                point
                    + ": "
                    + keeping.get().name()
                    + " keeps state, which only a file can keep: name one by confPath"));
      }
      for (FailpointLint.Warning warning : lint.warnings(point, failpoint)) {
        int offset = text.offsetOf(warning.position());
        problems.add(Problem.warning(point, offset, point + ": " + warning.message()));
      }
    } catch (FailpointSyntaxException e) {
      int offset = text.offsetOf(e.position());
      problems.add(Problem.error(point, offset, point + ": " + e.problem()));
    }
  }
}
