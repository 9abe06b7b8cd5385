package io.cnifp.command.failpoints;

import com.google.common.collect.ImmutableMap;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.failpointfile.FailpointFile;
import io.cnifp.engine.failpointfile.FailpointFileEditor;
import io.cnifp.engine.safefile.UnsafeFileException;
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
    header = {"Check failpoint files and network configurations for errors.", ""},
    description = {
      "",
      "Prints each error with its line and column. Also warns about what is valid but probably a"
          + " mistake: unreachable terms, steps that never run, misspelt keys, and files that other"
          + " users can write. Of a network configuration it checks the key failpoint of the"
          + " plugins that are launchers of cni-fp.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 all files are valid; 1 a file has an error (or, with --strict,",
      "a warning).",
      "",
      "Example: cni-fp check --strict points/*.json"
    })
public final class CheckCommand extends Subcommand {
  private static final Path STDIN = Path.of("/dev/stdin");
  private static final Path DESCRIPTORS = Path.of("/dev/fd");
  private static final Path SELF = Path.of("/proc/self/fd");

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Failpoint files, directories of them, or network configurations; - reads standard"
              + " input.")
  private List<String> files = List.of();

  @Option(names = "--strict", description = "Treat warnings as errors.")
  private boolean strict;

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public CheckCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    boolean valid = true;
    List<Map<String, Object>> answers = new ArrayList<>();
    FileCheck check =
        new FileCheck(
            session.binder(),
            new FailpointLint(session.endingActions(), session.clock()),
            session.clock());
    for (String file : FailpointFiles.named(files)) {
      byte[] content = new byte[0];
      List<Problem> problems = new ArrayList<>();
      try {
        content = content(file);
        problems.addAll(problems(check, content));
        if (!file.equals("-") && !isOpen(PathArgument.parse(file))) {
          problems.addAll(FilePermissions.check(Path.of(file)));
        }
      } catch (IOException e) {
        problems = List.of(new Problem(Problem.Severity.error, "", -1, reason(e)));
      }
      boolean accepted = problems.stream().noneMatch(this::isFatal);
      valid &= accepted;
      if (output.isJson()) {
        answers.add(answer(file, accepted, content, problems));
      } else {
        show(file, content, problems);
      }
    }
    if (output.isJson()) {
      session.terminal().json(answers);
    }
    return valid ? ExitStatus.DONE : ExitStatus.NO;
  }

  /** A network configuration is checked for what it says to cni-fp. */
  private static List<Problem> problems(FileCheck check, byte[] content) {
    try {
      if (content.length <= FailpointFile.MAX_SIZE
          && JsonValue.parse(content) instanceof JsonObject document
          && NetworkCheck.isNetwork(document)) {
        return new NetworkCheck(check).check(document);
      }
    } catch (JsonException e) {
      // Reported below, as of a failpoint file.
    }
    return check.check(content);
  }

  private boolean isFatal(Problem problem) {
    return strict || problem.severity() == Problem.Severity.error;
  }

  private byte[] content(String file) throws IOException {
    if (file.equals("-")) {
      return session.terminal().in().readNBytes(FailpointFile.MAX_SIZE + 1);
    }
    Path path = PathArgument.parse(file);
    if (isOpen(path)) {
      try (InputStream stream = Files.newInputStream(path)) {
        return stream.readNBytes(FailpointFile.MAX_SIZE + 1);
      }
    }
    return FailpointFileEditor.read(path);
  }

  /** Returns whether a path is that of a descriptor of this process, such as a shell's pipe. */
  private static boolean isOpen(Path path) {
    Path directory = path.getParent();
    return path.equals(STDIN)
        || (directory != null && (directory.equals(DESCRIPTORS) || directory.equals(SELF)));
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    return e instanceof UnsafeFileException
        ? "the file " + e.getMessage()
        : "cannot be read: " + FailpointReader.reason(e);
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
