package io.cnifp.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Draw;
import io.cnifp.engine.failpoint.Evaluation;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.provider.ActionBinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp simulate}. */
@Command(
    description = {
      "Tells what each of the next calls would do, without doing it or using it up.",
      "",
      "FAILPOINT is a file, or a failpoint itself. With - it reads questions from standard input,"
          + " one JSON object a line: {\"failpoint\": ..., \"calls\": [{\"pod\": ...}, ...]}, and"
          + " answers each with one line.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  cni-fp simulate '1*error(a)->50%%error(b)' --calls 5 --seed 1",
      "  cni-fp simulate /tmp/f.json --point cmdAdd --pod web-1 --output json"
    })
public final class SimulateCommand extends Subcommand {
  private static final int MOST_CALLS = 100_000;

  @Parameters(paramLabel = "FAILPOINT", description = "A failpoint file, a failpoint, or -.")
  private String subject = "";

  @Option(
      names = {"-n", "--calls"},
      paramLabel = "N",
      description = "How many calls (default: 1).")
  private int calls = 1;

  @Option(
      names = "--point",
      paramLabel = "POINT",
      description = "Only this point of a file (default: all).")
  private Optional<String> point = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Makes the draws of terms without a seed the same in every run.")
  private Optional<Long> seed = Optional.empty();

  @Mixin private CallOptions call = new CallOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public SimulateCommand(Session session) {
    super(session);
  }

  /** What one call would do; {@code fired} is empty if nothing. */
  private record Step(int call, Optional<String> fired, int term, Failpoint after) {

    Map<String, Object> answer() {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("call", call);
      answer.put("fired", fired.orElse(null));
      if (fired.isPresent()) {
        answer.put("term", term);
      }
      answer.put("after", after.print());
      return answer;
    }
  }

  @Override
  public Integer call() {
    if (calls < 1 || calls > MOST_CALLS) {
      throw new CommandException(ExitStatus.MISUSED, "--calls must be from 1 to " + MOST_CALLS);
    }
    point.ifPresent(SetCommand::requirePoint);
    ActionBinder binder = session.binder();
    if (subject.equals("-")) {
      answerQuestions(binder);
      return ExitStatus.DONE;
    }
    if (!isFile()) {
      List<Step> steps = steps(LoadedFile.failpoint("the failpoint", subject, binder), repeated());
      if (output.isJson()) {
        session.terminal().json(steps.stream().map(Step::answer).toList());
      } else {
        show("", steps);
      }
      return ExitStatus.DONE;
    }
    Map<String, Object> answers = new LinkedHashMap<>();
    LoadedFile.of(Session.path(subject), binder)
        .forEach((name, failpoint) -> {
          if (point.isEmpty() || point.get().equals(name)) {
            List<Step> steps = steps(failpoint, repeated());
            answers.put(name, steps.stream().map(Step::answer).toList());
            if (!output.isJson()) {
              show(name, steps);
            }
          }
        });
    if (output.isJson()) {
      session.terminal().json(answers);
    } else if (answers.isEmpty()) {
      session.terminal().line("nothing: " + subject + " has no such failpoint");
    }
    return ExitStatus.DONE;
  }

  /** A failpoint begins neither with a slash nor with a dot, and ends with no such name. */
  private boolean isFile() {
    return subject.startsWith("/")
        || subject.startsWith(".")
        || subject.endsWith(".json")
        || Files.exists(Session.path(subject));
  }

  private List<CallAttributes> repeated() {
    CallAttributes attributes = CallAttributes.of(call.attributes());
    List<CallAttributes> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      all.add(attributes);
    }
    return all;
  }

  private List<Step> steps(Failpoint failpoint, List<CallAttributes> each) {
    SplittableRandom random = seed.map(SplittableRandom::new).orElseGet(SplittableRandom::new);
    Draw draw = () -> random.nextDouble() * 100;
    List<Step> steps = new ArrayList<>();
    Failpoint now = failpoint;
    for (CallAttributes attributes : each) {
      Evaluation evaluation = Evaluation.of(now, attributes, draw);
      now = evaluation.after();
      steps.add(
          new Step(
              steps.size() + 1,
              evaluation.firedTerm().map(Term::stepsText),
              evaluation.fired(),
              now));
    }
    return steps;
  }

  private void show(String name, List<Step> steps) {
    Terminal terminal = session.terminal();
    if (!name.isEmpty()) {
      terminal.line(terminal.styled(Terminal.Style.STRONG, name));
    }
    int width = String.valueOf(steps.size()).length();
    for (Step step : steps) {
      terminal.line(
          String.format("  %" + width + "d  ", step.call())
              + step.fired().orElseGet(() -> terminal.styled(Terminal.Style.FAINT, "goes on")));
    }
    terminal.line("  then: " + steps.getLast().after().print());
  }

  private void answerQuestions(ActionBinder binder) {
    ObjectMapper json = new ObjectMapper();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
    int number = 0;
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        JsonNode question = json.readTree(line);
        List<CallAttributes> each = new ArrayList<>();
        for (JsonNode attributes : question.path("calls")) {
          Map<String, String> words = new LinkedHashMap<>();
          attributes.properties().forEach(e -> words.put(e.getKey(), e.getValue().asText()));
          each.add(CallAttributes.of(words));
        }
        Failpoint failpoint =
            LoadedFile.failpoint("line " + number, question.path("failpoint").asText(), binder);
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Step step : steps(failpoint, each)) {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("fired", step.fired().orElse(null));
          answer.put("after", step.after().print());
          answers.add(answer);
        }
        session.terminal().jsonLine(answers);
      }
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitStatus.NO,
          "line " + number + ": a JSON object with failpoint and calls was expected");
    } catch (IOException e) {
      throw new UncheckedIOException("standard input can't be read", e);
    }
  }
}
