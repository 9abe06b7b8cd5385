package io.cnifp.command;

import io.cnifp.image.Finished;
import io.cnifp.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code bin/cni-fp} of the image, with a state folder and a policy of the test's own. */
final class CniFp {
  private final Image image;
  private final Map<String, String> environment = new HashMap<>();

  CniFp(Path folder) {
    this(folder, Image.built());
  }

  CniFp(Path folder, Image image) {
    this.image = image;
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("CNI_FP_STATE_DIR", folder.resolve("state").toString());
  }

  CniFp variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it with nothing on standard input and no terminal. */
  Finished run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  Finished runWith(String stdin, String... arguments) throws IOException, InterruptedException {
    return Finished.of(command(arguments), environment, stdin);
  }

  /** Runs it in a terminal of 80 columns; what it writes is all on standard output. */
  Finished runInTerminal(String... arguments) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder("stty cols 80 rows 24; exec");
    for (String word : command(arguments)) {
      line.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    Finished finished =
        Finished.of(
            List.of("/usr/bin/script", "-qec", line.toString(), "/dev/null"), environment, "");
    return new Finished(
        finished.status(), finished.stdout().replace("\r\n", "\n"), finished.stderr());
  }

  /** A process that goes on; the caller ends it. */
  Process start(Path stdout, String... arguments) throws IOException {
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
