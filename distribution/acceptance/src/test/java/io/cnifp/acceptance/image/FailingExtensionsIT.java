package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Extensions whose code fails when it is used: the call gets an error that names the code. */
@DisplayName("a failing extension")
class FailingExtensionsIT {
  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void scene() throws IOException {
    scene = new Scene(directory);
  }

  @ParameterizedTest
  @MethodSource("creations")
  void isRefusedBeforeACountIsUsed(String body, String reason) throws Exception {
    ExtensionJar.action("acme.Broken", "acme.broken", body).write(extension("broken.jar"));
    ProcessResult finished = add("1*acme.broken");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).contains("\"code\": 999", "acme.broken", reason);
    assertThat(scene.left()).contains("1*acme.broken");
    assertThat(scene.calls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("applications")
  void failsTheCallWithAnErrorThatNamesTheAction(String body, String reason) throws Exception {
    ExtensionJar.action("acme.Broken", "acme.broken", "return call -> { " + body + " };")
        .write(extension("broken.jar"));
    ProcessResult finished = add("1*acme.broken");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout())
        .contains("\"code\": 999", "the action acme.broken of ", "broken.jar ", reason);
    assertThat(finished.stderr()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("delegates")
  void failsTheCallWithAnErrorThatNamesTheDelegate(String body, String reason) throws Exception {
    ExtensionJar.delegate("acme.Broken", "acme.broken", body).write(extension("broken.jar"));
    scene.file("{}").delegatedTo("\"acme.broken\"");
    ProcessResult finished = scene.call(installed.image(), "ADD");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).contains("\"code\": 999", reason);
  }

  @Test
  void failsTheCallIfItExits() throws Exception {
    ExtensionJar.action(
            "acme.Broken", "acme.broken", "return call -> { System.exit(3); return null; };")
        .write(extension("broken.jar"));
    ProcessResult finished = add("1*acme.broken");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout()).contains("broken.jar called System.exit");
  }

  static Stream<Arguments> creations() {
    return Stream.of(
        Arguments.of("return null;", "its provider returned null"),
        Arguments.of("throw new IllegalArgumentException(\"needs more\");", "needs more"),
        Arguments.of("throw new IllegalStateException(\"no\");", "IllegalStateException: no"),
        Arguments.of("throw new AssertionError(\"no\");", "AssertionError: no"));
  }

  static Stream<Arguments> applications() {
    return Stream.of(
        Arguments.of("return null;", "returned null instead of a response"),
        Arguments.of(
            "call.proceed(); return call.proceed();",
            "java.lang.IllegalStateException: proceed() was called a second time"),
        Arguments.of("throw new NullPointerException(\"no\");", "NullPointerException: no"),
        Arguments.of("throw new AssertionError(\"no\");", "java.lang.AssertionError: no"),
        Arguments.of(
            """
            class Sneaky {
              @SuppressWarnings("unchecked")
              <T extends Throwable> void rethrow(Throwable t) throws T { throw (T) t; }
            }
            new Sneaky().<RuntimeException>rethrow(new java.io.IOException("no"));
            return null;
            """,
            "java.io.IOException: no"));
  }

  static Stream<Arguments> delegates() {
    return Stream.of(
        Arguments.of("return null;", "broken.jar cannot be created: its provider returned null"),
        Arguments.of(
            "throw new IllegalStateException(\"no\");",
            "broken.jar failed while it was created: java.lang.IllegalStateException: no"),
        Arguments.of("return call -> null;", "broken.jar returned null"),
        Arguments.of(
            "return call -> { throw new AssertionError(\"no\"); };",
            "broken.jar failed: java.lang.AssertionError: no"),
        Arguments.of(
            "return call -> CniResponse.success(\"no JSON\");", "failed to unmarshal raw result"));
  }

  private ProcessResult add(String failpoint) throws Exception {
    return scene.failpoint("cmdAdd", failpoint).call(installed.image(), "ADD");
  }

  private static Path extension(String name) {
    return installed.extensions().resolve(name);
  }
}
