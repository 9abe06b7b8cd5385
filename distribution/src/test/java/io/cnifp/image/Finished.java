package io.cnifp.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended.
 *
 * @param status the exit status, 128 + n if signal n ended it
 * @param stdout its standard output, read as UTF-8
 * @param stderr its standard error, read as UTF-8
 */
public record Finished(int status, String stdout, String stderr) {
  private static final long PATIENCE_SECONDS = 120;

  /** Runs a process with an environment of nothing but these variables, to its end. */
  public static Finished of(List<String> command, Map<String, String> environment, String stdin)
      throws IOException, InterruptedException {
    Path stdout = Files.createTempFile("cni-fp-test", ".out");
    Path stderr = Files.createTempFile("cni-fp-test", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(stdout.toFile())
              .redirectError(stderr.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(stdin.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It need not read its input.
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " hasn't ended in " + PATIENCE_SECONDS + " s");
      }
      return new Finished(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
    } finally {
      Files.delete(stdout);
      Files.delete(stderr);
    }
  }
}
