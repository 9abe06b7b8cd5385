package io.cnifp.command.failpoints;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FileFilters;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpointfile.FileLimits;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Collections;
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
    header = {"Show what the next calls would do.", ""},
    description = {
      "",
      "Evaluates a failpoint, or each point of a file alone, for a number of calls. No action runs"
          + " and no count changes.",
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

  @Parameters(paramLabel = "FAILPOINT", description = "A failpoint file or a failpoint.")
  private String subject = "";

  @Option(
      names = {"-n", "--calls"},
      paramLabel = "N",
      description = "The number of calls (default: 1).")
  private int calls = 1;

  @Option(
      names = "--point",
      paramLabel = "POINT",
      description = "Only this point of the file (default: all points).")
  private Optional<String> point = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Draw the same random numbers in every run.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "The time of the calls, such as 2026-11-25T10:00:00Z (default: now).")
  private Optional<String> now = Optional.empty();

  @Mixin private CallOptions call = new CallOptions();

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public SimulateCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (calls < 1 || calls > MOST_CALLS) {
      throw new CommandException(ExitStatus.MISUSED, "--calls must be from 1 to " + MOST_CALLS);
    }
    point.ifPresent(PointArgument::require);
    ActionBinder binder = session.binder();
    if (subject.equals("-")) {
      new SimulatedQuestions(session.terminal(), binder, this::random).answer();
      return ExitStatus.DONE;
    }
    if (!isFile()) {
      List<SimulatedCall> steps =
          simulate(FailpointReader.parse("the failpoint", subject, binder), FileLimits.NONE);
      if (output.isJson()) {
        session.terminal().json(steps.stream().map(SimulatedCall::answer).toList());
      } else {
        show("", steps);
      }
      return ExitStatus.DONE;
    }
    if (Files.isDirectory(PathArgument.parse(subject))) {
      throw new CommandException(
          ExitStatus.MISUSED, subject + " is a directory: name one of its files");
    }
    Map<String, Object> answers = new LinkedHashMap<>();
    FailpointContent content = FailpointReader.read(PathArgument.parse(subject), binder);
    content
        .points()
        .forEach((name, failpoint) -> {
          if (point.isEmpty() || point.get().equals(name)) {
            List<SimulatedCall> steps = simulate(failpoint, content.limits());
            answers.put(name, steps.stream().map(SimulatedCall::answer).toList());
            if (!output.isJson()) {
              show(name, steps);
            }
          }
        });
    if (output.isJson()) {
      session.terminal().json(answers);
    } else if (answers.isEmpty()) {
      session.terminal().line(subject + " has no such failpoint");
    }
    return ExitStatus.DONE;
  }

  /** Returns whether the argument names a file; a failpoint never looks like a path. */
  private boolean isFile() {
    return subject.startsWith("/")
        || subject.startsWith(".")
        || subject.endsWith(".json")
        || Files.exists(PathArgument.parse(subject));
  }

  private List<SimulatedCall> simulate(Failpoint failpoint, FileLimits limits) {
    SimulatedCall.Asked asked =
        new SimulatedCall.Asked(CallAttributes.of(call.attributes()), clock());
    return SimulatedCall.simulate(failpoint, limits, Collections.nCopies(calls, asked), random());
  }

  private InstantSource clock() {
    try {
      return now.isPresent()
          ? InstantSource.fixed(FileFilters.NONE.until(now.get()).expiry().orElseThrow().instant())
          : session.clock();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.MISUSED, "--now: " + e.getMessage());
    }
  }

  private RandomSource random() {
    SplittableRandom random = seed.map(SplittableRandom::new).orElseGet(SplittableRandom::new);
    return () -> random.nextDouble() * 100;
  }

  private void show(String name, List<SimulatedCall> steps) {
    Terminal terminal = session.terminal();
    if (!name.isEmpty()) {
      terminal.line(terminal.styled(Terminal.Style.STRONG, name));
    }
    int width = String.valueOf(steps.size()).length();
    for (SimulatedCall step : steps) {
      terminal.line(
          String.format("  %" + width + "d  ", step.number())
              + step.fired().orElseGet(() -> terminal.styled(Terminal.Style.FAINT, "continues")));
    }
    terminal.line("  then: " + steps.getLast().after().print());
  }
}
