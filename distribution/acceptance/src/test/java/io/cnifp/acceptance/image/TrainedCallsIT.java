package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which classes a usual call looks up in the image, as the log of the JVM tells: one costs
 * milliseconds, and the training is to have put it into the cache.
 */
@DisplayName("a call that the image was trained for")
class TrainedCallsIT {
  /** No cache stores the events of the flight recorder. */
  private static final String EVENTS = "jdk.internal.event.";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "off, ''",
    "off, '{\"maxDelay\":\"1s\"}'",
    "acme.on, '{\"extensionDirs\":[\"DIR\"]}'"
  })
  void findsItsClassesInTheCache(String action, String policy) throws Exception {
    Scene scene = new Scene(directory).failpoint("cmdAdd", "5*" + action);
    Path extensions = Files.createDirectory(directory.resolve("extensions"));
    ExtensionJar.action("acme.On", "acme.on", "return call -> call.proceed();")
        .write(extensions.resolve("on.jar"));
    Map<String, String> environment = scene.environment("ADD");
    if (!policy.isEmpty()) {
      Path file = directory.resolve("policy.json");
      Files.writeString(file, policy.replace("DIR", extensions.toString()));
      environment.put("CNI_FP_POLICY", file.toString());
    }
    // The first call creates the state directory.
    assertThat(Image.built().call(environment, scene.stdin()).status()).isZero();
    Image logging = Image.built().copyTo(directory);
    Path log = directory.resolve("classes.log");
    Files.writeString(
        logging.root().resolve("runtime/lib/cni-fp.options"),
        "-Xlog:class+load:file=" + log + "\n",
        StandardOpenOption.APPEND);
    ProcessResult called = logging.call(environment, scene.stdin());
    assertThat(called.status()).as(called.toString()).isZero();
    assertThat(Files.readAllLines(log))
        .hasSizeGreaterThan(1000)
        .filteredOn(line -> line.contains("source: jrt:") && !line.contains(EVENTS))
        .isEmpty();
  }
}
