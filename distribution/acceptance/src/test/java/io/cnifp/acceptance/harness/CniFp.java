package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code bin/cni-fp} of the image, with a state directory and a policy of the test's own. */
public final class CniFp {
  private final Image image;
  private final Map<String, String> environment = new HashMap<>();

  public CniFp(Path directory) {
    this(directory, Image.built());
  }

  public CniFp(Path directory, Image image) {
    this.image = image;
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("CNI_FP_STATE_DIR", directory.resolve("state").toString());
  }

  public CniFp variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it with nothing on standard input and no terminal. */
  public ProcessResult run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  public ProcessResult runWith(String stdin, String... arguments)
      throws IOException, InterruptedException {
    return ProcessResult.of(command(arguments), environment, stdin);
  }

  /** Runs it in a terminal of 80 columns; what it writes is all on standard output. */
  public ProcessResult runInTerminal(String... arguments) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder("stty cols 80 rows 24; exec");
    for (String word : command(arguments)) {
      line.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    ProcessResult finished =
        ProcessResult.of(
            List.of("/usr/bin/script", "-qec", line.toString(), "/dev/null"), environment, "");
    return new ProcessResult(
        finished.command(),
        finished.status(),
        finished.stdout().replace("\r\n", "\n"),
        finished.stderr(),
        finished.elapsed());
  }

  /** Starts it; the caller ends the process. */
  public Process start(Path stdout, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(stdout.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(image.launcher("cni-fp").toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
