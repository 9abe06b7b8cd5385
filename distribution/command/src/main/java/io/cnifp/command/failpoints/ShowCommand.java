package io.cnifp.command.failpoints;

import com.google.common.base.Strings;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Term;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp show}. */
@Command(
    header = {"Show a failpoint file and what the next call will do.", ""},
    description = {
      "",
      "Lists the points of the file and their terms, with how often each term can still fire, what"
          + " has expired, and how often all of them together can fire. This command changes no"
          + " count.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp show --watch /tmp/f.json"})
public final class ShowCommand extends Subcommand {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Parameters(paramLabel = "FILE", description = "The failpoint file, or a directory of them.")
  private String file = "";

  @Option(
      names = "--watch",
      description = "Keep running and show the file again whenever it changes.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "How often --watch reads the file (default: 500ms).")
  private Duration interval = Duration.ofMillis(500);

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public ShowCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    ActionBinder binder = session.binder();
    Map<String, FailpointContent> first = read(binder);
    show(first);
    String before = print(first);
    while (watch && session.terminal().flush()) {
      Thread.sleep(interval);
      String now = before;
      try {
        Map<String, FailpointContent> failpoints = read(binder);
        now = print(failpoints);
        if (!now.equals(before)) {
          clear();
          show(failpoints);
        }
      } catch (CommandException e) {
        now = String.valueOf(e.getMessage());
        if (!now.equals(before)) {
          clear();
          session.terminal().line(now);
        }
      }
      before = now;
    }
    return ExitStatus.DONE;
  }

  /** Returns what each file says, in the order in which calls evaluate them. */
  private Map<String, FailpointContent> read(ActionBinder binder) {
    Map<String, FailpointContent> files = new LinkedHashMap<>();
    for (String each : FailpointFiles.named(List.of(file))) {
      files.put(each, FailpointReader.read(PathArgument.parse(each), binder));
    }
    return files;
  }

  private boolean isDirectory() {
    return Files.isDirectory(PathArgument.parse(file));
  }

  private void clear() {
    if (session.terminal().colours()) {
      session.terminal().out().print(CLEAR);
    } else if (!output.isJson()) {
      session.terminal().line("");
    }
  }

  private static String print(Map<String, FailpointContent> files) {
    StringBuilder text = new StringBuilder();
    files.forEach((name, content) -> text.append(name).append(print(content)));
    return text.toString();
  }

  private static String print(FailpointContent content) {
    StringBuilder text = new StringBuilder(" ");
    text.append(content.limits().when().print()).append(' ');
    text.append(content.limits().atMost()).append('\n');
    content
        .points()
        .forEach((point, failpoint) ->
            text.append(point).append(' ').append(failpoint.print()).append('\n'));
    text.append(content.state().json());
    return text.toString();
  }

  private void show(Map<String, FailpointContent> files) {
    Terminal terminal = session.terminal();
    if (output.isJson()) {
      List<Map<String, Object>> answers = new ArrayList<>();
      files.forEach((name, content) -> answers.add(answer(name, content)));
      terminal.json(isDirectory() ? answers : answers.getFirst());
      return;
    }
    if (files.isEmpty()) {
      terminal.line(file + " has no failpoint files: every call continues");
    }
    files.forEach((name, content) -> {
      if (isDirectory()) {
        terminal.line(terminal.styled(Terminal.Style.STRONG, name));
      }
      show(name, content);
    });
  }

  private void show(String name, FailpointContent content) {
    Map<String, Failpoint> failpoints = content.points();
    Terminal terminal = session.terminal();
    if (failpoints.isEmpty()) {
      terminal.line(name + " has no failpoints: every call continues");
    }
    limits(content);
    failpoints.forEach((point, failpoint) -> {
      terminal.line(terminal.styled(Terminal.Style.STRONG, point));
      List<String> texts = failpoint.terms().stream().map(ShowCommand::text).toList();
      int width = texts.stream().mapToInt(String::length).max().orElse(0);
      for (int i = 0; i < texts.size(); i++) {
        terminal.line(row(i, texts.get(i), failpoint.terms().get(i), Math.min(width, 50)));
        content
            .kept(point, i)
            .forEach((action, kept) -> terminal.line("     " + action + " keeps " + kept));
      }
      List<Forecast.Alternative> next = next(content, failpoint);
      for (int i = 0; i < next.size(); i++) {
        terminal.line((i == 0 ? "  next: " : "  else: ") + next.get(i).text());
      }
    });
  }

  /** Shows what limits all points of the file. */
  private void limits(FailpointContent content) {
    Terminal terminal = session.terminal();
    String when = content.limits().when().print();
    if (!when.isEmpty()) {
      boolean expired = content.isExpired(session.clock());
      String line = "only when " + when + (expired ? "  expired" : "");
      terminal.line(expired ? terminal.styled(Terminal.Style.FAINT, line) : line);
    }
    if (content.limits().atMost().isPresent()) {
      long left = content.limits().atMost().getAsLong();
      terminal.line(
          left == 0
              ? terminal.styled(Terminal.Style.FAINT, "at most 0 more times: spent")
              : "at most " + left + (left == 1 ? " more time" : " more times"));
    }
  }

  private List<Forecast.Alternative> next(FailpointContent content, Failpoint failpoint) {
    return content.limits().areSpent() || content.isExpired(session.clock())
        ? List.of(Forecast.NOTHING)
        : Forecast.of(failpoint, session.clock());
  }

  private String row(int index, String text, Term term, int width) {
    String left = "  " + (index + 1) + "  " + Strings.padEnd(text, width, ' ') + "  ";
    if (term.count() == 0) {
      return session.terminal().styled(Terminal.Style.FAINT, left + "spent");
    }
    return Forecast.isExpired(term, session.clock())
        ? session.terminal().styled(Terminal.Style.FAINT, left + "expired")
        : left + left(term);
  }

  private static String left(Term term) {
    return term.count() == Term.UNLIMITED ? "always" : term.count() + " left";
  }

  private static String text(Term term) {
    return new Failpoint(List.of(term)).print();
  }

  private Map<String, Object> answer(String name, FailpointContent content) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", name);
    putIfAny(answer, "when", content.limits().when().print());
    if (content.isExpired(session.clock())) {
      answer.put("expired", true);
    }
    content.limits().atMost().ifPresent(left -> answer.put("atMost", left));
    Map<String, Object> points = new LinkedHashMap<>();
    content
        .points()
        .forEach((point, failpoint) -> points.put(point, answer(content, point, failpoint)));
    answer.put("points", points);
    return answer;
  }

  private Map<String, Object> answer(FailpointContent content, String point, Failpoint failpoint) {
    List<Map<String, Object>> terms = new ArrayList<>();
    for (int i = 0; i < failpoint.terms().size(); i++) {
      Term term = failpoint.terms().get(i);
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("text", text(term));
      shown.put("steps", term.stepsText());
      if (term.count() != Term.UNLIMITED) {
        shown.put("left", term.count());
      }
      if (Forecast.isExpired(term, session.clock())) {
        shown.put("expired", true);
      }
      Map<String, JsonObject> kept = content.kept(point, i);
      if (!kept.isEmpty()) {
        shown.put("state", values(kept));
      }
      terms.add(shown);
    }
    List<Map<String, Object>> next = new ArrayList<>();
    for (Forecast.Alternative alternative : next(content, failpoint)) {
      Map<String, Object> shown = new LinkedHashMap<>();
      putIfAny(shown, "if", alternative.condition());
      putIfAny(shown, "percent", alternative.chance());
      putIfAny(shown, "steps", alternative.steps());
      next.add(shown);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("failpoint", failpoint.print());
    answer.put("terms", terms);
    answer.put("next", next);
    return answer;
  }

  /** Returns what is kept as values that can be printed as JSON. */
  private static Map<String, Object> values(Map<String, JsonObject> kept) {
    Map<String, Object> values = new LinkedHashMap<>();
    kept.forEach((action, own) -> {
      Map<String, Object> members = new LinkedHashMap<>();
      for (JsonObject.Member member : own.members()) {
        members.put(
            member.name(),
            member.value() instanceof JsonNumber
                ? member.value().asLong()
                : member.value().asText());
      }
      values.put(action, members);
    });
    return values;
  }

  private static void putIfAny(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }
}
