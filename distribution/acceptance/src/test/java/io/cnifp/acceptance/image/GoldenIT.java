package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the reference answered, recorded with real processes, against what the image answers: with
 * its AOT cache, without one, and with one that the JVM refuses.
 */
@DisplayName("the image, like the reference,")
class GoldenIT {
  @TempDir Path directory;

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"protocol.json", "terms.json"})
  void answersAsRecorded(String vectors) throws Exception {
    check(Image.built(), vectors);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void answersAsRecordedWithoutItsCache() throws Exception {
    Image image = Image.built().copyTo(directory);
    Files.delete(image.cache());
    check(image, "protocol.json");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void answersAsRecordedWithACacheThatIsRefused() throws Exception {
    Image image = Image.built().copyTo(directory);
    byte[] cache = Files.readAllBytes(image.cache());
    cache[cache.length / 2] ^= 1;
    cache[8] ^= 1;
    Files.write(image.cache(), cache);
    check(image, "protocol.json");
  }

  private void check(Image image, String vectors) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/python3")), "python3 is missing: it runs the check");
    ProcessBuilder check =
        new ProcessBuilder(
            "/usr/bin/python3",
            resource("check.py").toString(),
            image.launcher().toString(),
            resource(vectors).toString());
    check.environment().clear();
    check.environment().put("PATH", "/usr/bin:/bin");
    // Some 400 calls, one after the other, on a machine that may be busy.
    ProcessResult finished = ProcessResult.Running.start(check, "").await(Duration.ofMinutes(15));
    assertThat(finished.status()).as(finished.stdout() + finished.stderr()).isZero();
    assertThat(finished.stdout()).contains(" 0 failed").doesNotContain("\n0 passed");
  }

  private Path resource(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream stream =
        Objects.requireNonNull(GoldenIT.class.getResourceAsStream("/golden/" + name))) {
      Files.write(file, stream.readAllBytes());
    }
    return file;
  }
}
