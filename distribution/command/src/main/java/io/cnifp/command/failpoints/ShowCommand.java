package io.cnifp.command.failpoints;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
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
import java.nio.file.Path;
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
      "Lists the points of the file and their terms, with how often each term can still fire. This"
          + " command changes no count.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example: cni-fp show --watch /tmp/f.json"})
public final class ShowCommand extends Subcommand {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Parameters(paramLabel = "FILE", description = "The failpoint file.")
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
    Path path = PathArgument.parse(file);
    ActionBinder binder = session.binder();
    Map<String, Failpoint> first = FailpointReader.read(path, binder);
    show(first);
    String before = print(first);
    while (watch && session.terminal().flush()) {
      Thread.sleep(interval);
      String now = before;
      try {
        Map<String, Failpoint> failpoints = FailpointReader.read(path, binder);
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

  private void clear() {
    if (session.terminal().colours()) {
      session.terminal().out().print(CLEAR);
    } else if (!output.isJson()) {
      session.terminal().line("");
    }
  }

  private static String print(Map<String, Failpoint> failpoints) {
    StringBuilder text = new StringBuilder(" ");
    failpoints.forEach((point, failpoint) ->
        text.append(point).append(' ').append(failpoint.print()).append('\n'));
    return text.toString();
  }

  private void show(Map<String, Failpoint> failpoints) {
    if (output.isJson()) {
      Map<String, Object> points = new LinkedHashMap<>();
      failpoints.forEach((point, failpoint) -> points.put(point, answer(failpoint)));
      session.terminal().json(ImmutableMap.of("file", file, "points", points));
      return;
    }
    Terminal terminal = session.terminal();
    if (failpoints.isEmpty()) {
      terminal.line(file + " has no failpoints: every call continues");
    }
    failpoints.forEach((point, failpoint) -> {
      terminal.line(terminal.styled(Terminal.Style.STRONG, point));
      List<String> texts = failpoint.terms().stream().map(ShowCommand::text).toList();
      int width = texts.stream().mapToInt(String::length).max().orElse(0);
      for (int i = 0; i < texts.size(); i++) {
        terminal.line(row(i, texts.get(i), failpoint.terms().get(i), Math.min(width, 50)));
      }
      List<Forecast.Alternative> next = Forecast.of(failpoint);
      for (int i = 0; i < next.size(); i++) {
        terminal.line((i == 0 ? "  next: " : "  else: ") + next.get(i).text());
      }
    });
  }

  private String row(int index, String text, Term term, int width) {
    String left = "  " + (index + 1) + "  " + Strings.padEnd(text, width, ' ') + "  ";
    return term.count() == 0
        ? session.terminal().styled(Terminal.Style.FAINT, left + "spent")
        : left + left(term);
  }

  private static String left(Term term) {
    return term.count() == Term.UNLIMITED ? "always" : term.count() + " left";
  }

  private static String text(Term term) {
    return new Failpoint(List.of(term)).print();
  }

  private static Map<String, Object> answer(Failpoint failpoint) {
    List<Map<String, Object>> terms = new ArrayList<>();
    for (Term term : failpoint.terms()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("text", text(term));
      shown.put("steps", term.stepsText());
      if (term.count() != Term.UNLIMITED) {
        shown.put("left", term.count());
      }
      terms.add(shown);
    }
    List<Map<String, Object>> next = new ArrayList<>();
    for (Forecast.Alternative alternative : Forecast.of(failpoint)) {
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

  private static void putIfAny(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }
}
