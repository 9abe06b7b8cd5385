package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy's {@code confDirs}: what an annotation may name, and that of anything else it tells
 * nothing but that it is forbidden.
 */
class ConfDirsIT {
  private static final String FAILPOINT = "{\"cmdAdd\":\"1000*error(%s)\"}";

  @TempDir private Path directory;
  private Path allowed;
  private Path secret;

  @BeforeEach
  void lay() throws IOException {
    allowed = Files.createDirectories(directory.resolve("allowed/sub")).getParent();
    secret = Files.createDirectory(directory.resolve("secret"));
    Files.writeString(allowed.resolve("f"), FAILPOINT.formatted("fine"));
    Files.writeString(secret.resolve("f"), FAILPOINT.formatted(Target.SECRET));
    Files.writeString(directory.resolve("allowed-not"), FAILPOINT.formatted(Target.SECRET));
    link("to-file", secret.resolve("f"));
    link("to-nothing", secret.resolve("missing"));
    link("to-below-file", secret.resolve("f/below"));
    link("to-directory", secret);
    link("to-itself", allowed.resolve("to-itself"));
    link("inside", allowed.resolve("f"));
    Files.createSymbolicLink(directory.resolve("into-allowed"), allowed);
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(allowed.resolve(name), target);
  }

  private ProcessResult call(String path) {
    return PluginRun.in(directory)
        .policy(directory, "{\"confDirs\":[\"" + allowed + "\",\"/nonexistent\"]}")
        .annotated(path)
        .run();
  }

  static Stream<Arguments> forbidden() {
    return Stream.of(
        arguments("existing", "secret/f"),
        arguments("missing", "secret/missing"),
        arguments("below a file", "secret/f/below"),
        arguments("a directory", "secret"),
        arguments("a missing directory", "nowhere/f"),
        arguments("of a similar name", "allowed-not"),
        arguments("a link to a file", "allowed/to-file"),
        arguments("a link to nothing", "allowed/to-nothing"),
        arguments("a link to below a file", "allowed/to-below-file"),
        arguments("below a linked directory, existing", "allowed/to-directory/f"),
        arguments("below a linked directory, missing", "allowed/to-directory/missing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forbidden")
  void tellOfOtherPathsOnlyThatTheyAreForbidden(String what, String path) throws IOException {
    Target target = Target.of(secret.resolve("f"));
    ProcessResult reply = call(directory + "/" + path);
    target.assertUntouchedBy(reply);
    assertThat(reply.code()).isEqualTo(999);
    assertThat(reply.message())
        .isEqualTo(
            "the node's policy forbids "
                + directory
                + "/"
                + path
                + " as a failpoint file (confDirs)");
    assertThat(reply.stderr()).isEmpty();
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        arguments("allowed/f", "fine"),
        arguments("allowed/inside", "fine"),
        arguments("into-allowed/f", "fine"),
        arguments("allowed/missing", "the failpoint file %s cannot be opened: no such file"),
        arguments(
            "allowed/f/below",
            "the failpoint file %s cannot be opened: something on its path is not a"
                + " directory"),
        arguments(
            "allowed/to-itself",
            "the failpoint file %s cannot be opened: Too many levels of symbolic links"),
        arguments("allowed/sub", "the failpoint file %s is not a regular file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allowed")
  void letWhatIsInThemBeNamed(String path, String message) {
    assertThat(call(directory + "/" + path).message())
        .isEqualTo(message.formatted(directory + "/" + path));
  }

  /** What there is on the way would decide where they lead. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "allowed/sub/../f",
        "allowed/../secret/f",
        "allowed/../secret/missing",
        "secret/there/../../allowed/f",
        "secret/missing/../../allowed/f",
        "../../../../../../../.."
      })
  void refuseToGoBack(String path) {
    assertThat(call(directory + "/" + path).message())
        .isEqualTo(
            "the failpoint file "
                + directory
                + "/"
                + path
                + " has .. in its path: name it without");
  }

  /** Whether there is something on the way of a link must not decide. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret/there/../../allowed/f",
        "secret/none/../../allowed/f",
        "allowed/../allowed/f"
      })
  void followNoLinkThatGoesBack(String target) throws IOException {
    Files.createDirectories(secret.resolve("there"));
    Path link = directory.resolve("back");
    Files.createSymbolicLink(link, Path.of(directory + "/" + target));
    assertThat(call(link.toString()).message())
        .isEqualTo("the node's policy forbids " + link + " as a failpoint file (confDirs)");
  }

  @Test
  void allowNothingIfThereAreNone() {
    Path file = allowed.resolve("f");
    ProcessResult reply =
        PluginRun.in(directory).policy(directory, "{\"confDirs\":[]}").annotated(file).run();
    assertThat(reply.message())
        .isEqualTo("the node's policy forbids " + file + " as a failpoint file (confDirs)");
  }

  @Test
  void dontNarrowWhatTheAdministratorNames() {
    ProcessResult reply =
        PluginRun.in(directory)
            .policy(directory, "{\"confDirs\":[]}")
            .configured(secret.resolve("f"))
            .run();
    assertThat(reply.message()).isEqualTo(Target.SECRET);
  }
}
