package io.cnifp.cli.command;

import com.google.common.collect.ImmutableMap;
import io.cnifp.cli.file.Excerpt;
import io.cnifp.cli.file.FileCheck;
import io.cnifp.cli.file.FileModes;
import io.cnifp.cli.file.Problem;
import io.cnifp.engine.file.FailpointFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp check}. */
@Command(
    description = {
      "Tells whether failpoint files are valid, and where and why not.",
      "",
      "Warns of what is valid and probably not meant: terms that are never reached, steps that"
          + " never run, misspelt keys, files that others may write.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 all are valid, 1 one is not (or has a warning, with --strict).",
      "",
      "Example: cni-fp check --strict points/*.json"
    })
public final class CheckCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Failpoint files; - is standard input.")
  private List<String> files = List.of();

  @Option(names = "--strict", description = "Treats warnings as errors.")
  private boolean strict;

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public CheckCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    boolean valid = true;
    List<Map<String, Object>> answers = new ArrayList<>();
    FileCheck check = new FileCheck(session.binder());
    for (String file : files) {
      byte[] content = new byte[0];
      List<Problem> problems = new ArrayList<>();
      try {
        content = content(file);
        problems.addAll(check.check(content));
        if (!file.equals("-")) {
          problems.addAll(FileModes.of(Path.of(file)));
        }
      } catch (IOException e) {
        problems = List.of(new Problem(Problem.Severity.error, "", -1, reason(e)));
      }
      boolean fits = problems.stream().noneMatch(this::counts);
      valid &= fits;
      if (output.isJson()) {
        answers.add(answer(file, fits, content, problems));
      } else {
        show(file, content, problems);
      }
    }
    if (output.isJson()) {
      session.terminal().json(answers);
    }
    return valid ? ExitStatus.DONE : ExitStatus.NO;
  }

  private boolean counts(Problem problem) {
    return strict || problem.severity() == Problem.Severity.error;
  }

  private byte[] content(String file) throws IOException {
    if (file.equals("-")) {
      return session.terminal().in().readNBytes(FailpointFile.MAX_SIZE + 1);
    }
    Path path = Session.path(file);
    // A FIFO would be waited for.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("a regular file was expected");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.readNBytes(FailpointFile.MAX_SIZE + 1);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : "it can't be read: " + LoadedFile.reason(e);
  }

  private void show(String file, byte[] content, List<Problem> problems) {
    Terminal terminal = session.terminal();
    if (problems.isEmpty()) {
      terminal.line(file + ": " + terminal.styled(Terminal.Style.GOOD, "ok"));
    }
    for (Problem problem : problems) {
      String severity =
          terminal.styled(
              problem.severity() == Problem.Severity.error
                  ? Terminal.Style.BAD
                  : Terminal.Style.DOUBTFUL,
              problem.severity().name());
      if (problem.offset() < 0) {
        terminal.line(file + ": " + severity + ": " + problem.message());
        continue;
      }
      Excerpt excerpt = Excerpt.of(content, problem.offset());
      terminal.line(
          file
              + ":"
              + excerpt.line()
              + ":"
              + excerpt.column()
              + ": "
              + severity
              + ": "
              + problem.message());
      terminal.line("    " + excerpt.text());
      terminal.line("    " + terminal.styled(Terminal.Style.STRONG, excerpt.caret()));
    }
  }

  private static Map<String, Object> answer(
      String file, boolean valid, byte[] content, List<Problem> problems) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Problem problem : problems) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("severity", problem.severity().name());
      if (problem.offset() >= 0) {
        Excerpt excerpt = Excerpt.of(content, problem.offset());
        entry.put("line", excerpt.line());
        entry.put("column", excerpt.column());
      }
      if (!problem.point().isEmpty()) {
        entry.put("point", problem.point());
      }
      entry.put("message", problem.message());
      shown.add(entry);
    }
    return ImmutableMap.of("file", file, "valid", valid, "problems", shown);
  }
}
