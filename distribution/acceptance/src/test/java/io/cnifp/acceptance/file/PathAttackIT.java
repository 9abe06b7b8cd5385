package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Paths of a pod's author that lead to no file: nothing there is changed, disclosed or waited for.
 */
class PathAttackIT {
  private static final String S = Target.SECRET;

  @TempDir private Path directory;

  private ProcessResult call(Path file) {
    return PluginRun.in(directory).variable("PASSWORD", S).annotated(file).run();
  }

  @Nested
  class ThingsThatAreNoFiles {

    private static final String PROC =
        "is on a file system of the type proc: an annotation may name files on local ones, and in"
            + " confDirs of the node's policy";

    static Stream<Arguments> things() {
      return Stream.of(
          arguments("/dev/zero", "is not a regular file"),
          arguments("/dev/null", "is not a regular file"),
          arguments("/dev/tty", "is not a regular file"),
          arguments("/proc/self/environ", PROC),
          arguments("/proc/self/fd/0", PROC),
          arguments("/sys/kernel/notes", PROC.replace("proc", "sysfs")),
          arguments("/", "is not a regular file"),
          arguments("/etc", "is not a regular file"),
          arguments("/nonexistent", "cannot be opened: no such file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("things")
    void areRefusedAtOnce(String path, String problem) {
      ProcessResult reply = call(Path.of(path));
      assertThat(reply.message()).isIn("the failpoint file " + path + " " + problem, noSuch(path));
      assertThat(reply.stdout() + reply.stderr()).doesNotContain(S);
    }

    /** A pipe has no path that could be resolved, and not every machine has a terminal. */
    private String noSuch(String path) {
      return "the failpoint file " + path + " cannot be opened: no such file";
    }

    @Test
    void suchAsFifosDontMakeItWait() throws Exception {
      Path fifo = directory.resolve("fifo");
      new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
      Target target = Target.of(fifo);
      ProcessResult reply = call(fifo);
      target.assertUntouchedBy(reply);
      assertThat(reply.message()).endsWith("fifo is not a regular file");
      assertThat(call(fifo.resolve("f.json")).message())
          .doesNotContain(S)
          .contains("cannot be opened");
    }

    @Test
    void suchAsSocketsAreLeftAlone() throws Exception {
      Path socket = directory.resolve("socket");
      try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        Target target = Target.of(socket);
        ProcessResult reply = call(socket);
        target.assertUntouchedBy(reply);
        assertThat(reply.message()).endsWith("socket is not a regular file");
      }
    }

    @Test
    void suchAsLinksInACircleAreTold() throws Exception {
      Path link = Files.createSymbolicLink(directory.resolve("a"), directory.resolve("b"));
      Files.createSymbolicLink(directory.resolve("b"), link);
      assertThat(call(link).message())
          .contains("cannot be opened: Too many levels of symbolic links");
    }
  }

  @Nested
  class Paths {

    static Stream<Arguments> paths() {
      return Stream.of(
          arguments(
              "relative",
              "etc/passwd",
              "failpoint confPath(etc/passwd) is required to be absolute"),
          arguments(
              "with NUL", "/tmp/a\u0000b", "failpoint confPath(\"/tmp/a\\u0000b\") is not a path"),
          arguments(
              "with a new line",
              "/no\nsuch: file",
              "the failpoint file \"/no\\nsuch: file\" cannot be opened: no such file"),
          arguments(
              "with a terminal's escape",
              "/no\u001b]0;x\u0007",
              "the failpoint file \"/no\\u001b]0;x\\u0007\" cannot be opened: no such file"),
          arguments(
              "with a quote",
              "/no\"such\\",
              "the failpoint file \"/no\\\"such\\\\\" cannot be opened: no such file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void areShownOnOneLine(String what, String path, String message) {
      ProcessResult reply = PluginRun.in(directory).annotated(path).run();
      assertThat(reply.message()).isEqualTo(message);
      assertThat(reply.message().codePoints()).noneMatch(c -> c < 0x20 || c == 0x7F);
      assertThat(reply.stderr()).isEmpty();
    }

    @Test
    void areShortenedIfTheyCantBePaths() {
      ProcessResult reply = PluginRun.in(directory).annotated("/" + "x".repeat(200_000)).run();
      assertThat(reply.code()).isEqualTo(999);
      assertThat(reply.message()).hasSizeLessThan(500).contains("(200001 characters)");
    }

    @Test
    void mayBeEmptyWhichNamesNothing() {
      assertThat(PluginRun.in(directory).annotated("").run().isSuccess()).isTrue();
    }
  }
}
