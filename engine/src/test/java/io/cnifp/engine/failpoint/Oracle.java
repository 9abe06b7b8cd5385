package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second reading of the language, in Python, which answers each line by one. */
public final class Oracle {
  private final Path directory;

  /** Creates an oracle that keeps its questions and answers in a directory. */
  public Oracle(Path directory) {
    this.directory = directory;
  }

  /** Skips a test where there is no Python. */
  public static void requirePython() {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "python3")));
    if (!there) {
      System.err.println("the oracle's tests are skipped: there is no python3 on PATH");
    }
    assumeTrue(there, "there is no python3 on PATH");
  }

  /** Returns the answers to questions. */
  public List<String> answers(List<String> lines, String... arguments) throws Exception {
    Path script = directory.resolve("oracle.py");
    try (InputStream resource = Oracle.class.getResourceAsStream("/language/oracle.py")) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path questions = Files.write(directory.resolve("questions"), lines);
    Path answers = directory.resolve("answers");
    Path problems = directory.resolve("problems");
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(questions.toFile())
            .redirectOutput(answers.toFile())
            .redirectError(problems.toFile());
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(problems).hasContent("");
    // Why a text is wrong may quote a line break of it.
    List<String> read = Files.readAllLines(answers).stream().filter(Oracle::isAnswer).toList();
    assertThat(read).hasSameSizeAs(lines);
    return read;
  }

  private static boolean isAnswer(String line) {
    return line.startsWith("ok \"") || line.startsWith("no ") || line.startsWith("[{");
  }
}
