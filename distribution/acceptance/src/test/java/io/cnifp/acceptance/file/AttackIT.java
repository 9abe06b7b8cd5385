package io.cnifp.acceptance.file;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cnifp.acceptance.harness.HeldCall;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a pod's author can name in an annotation: none is changed or disclosed. */
class AttackIT {
  private static final String S = Target.SECRET;

  @TempDir private Path directory;

  private ProcessResult call(Path file) {
    return PluginRun.in(directory).variable("PASSWORD", S).annotated(file).run();
  }

  @Nested
  class ContentThatIsNoFailpoint {

    static Stream<Arguments> contents() {
      return Stream.of(
          arguments(
              "a machine id", S + "0123456789\n", "a JSON value was expected at line 1, column 1"),
          arguments(
              "a kubeconfig",
              "apiVersion: v1\nusers:\n- token: " + S + "\n",
              "a JSON value was expected at line 1, column 1"),
          arguments("a token", "eyJhbGciOi." + S, "a JSON value was expected at line 1, column 1"),
          arguments(
              "a password file",
              "root:" + S + ":19000:0\n",
              "a JSON value was expected at line 1, column 1"),
          arguments("a key", "-----BEGIN " + S, "a JSON value was expected at line 1, column 1"),
          arguments(
              "a JSON text", "\"" + S + "\"", "a JSON object was expected at line 1, column 1"),
          arguments(
              "a JSON array", "[\"" + S + "\"]", "a JSON object was expected at line 1, column 1"),
          arguments("JSON null", "null", "a JSON object was expected at line 1, column 1"),
          arguments("a JSON number", "42", "a JSON object was expected at line 1, column 1"),
          arguments("nothing", "", "is empty: a JSON object was expected"),
          arguments(
              "an object cut off",
              "{\"a\":\"" + S,
              "a closing quote was expected for the string at line 1, column 6"),
          arguments(
              "two objects",
              "{\"a\":1}\n{\"" + S + "\":2}",
              "nothing more was expected after the JSON value at line 2, column 1"),
          arguments(
              "a repeated key",
              "{\"" + S + "\":1,\n\"" + S + "\":2}",
              "duplicate key at line 2, column 1"),
          arguments(
              "a repeated point",
              "{\"cmdAdd\":\"\",\"cmdAdd\":\"off\"}",
              "duplicate key at line 1, column 14"),
          arguments(
              "a number as the point",
              "{\"cmdAdd\": 5}",
              "a string was expected as the failpoint of cmdAdd at line 1, column 12"),
          arguments(
              "an object as the point",
              "{\"cmdAdd\": {\"a\":\"" + S + "\"}}",
              "a string was expected as the failpoint of cmdAdd at line 1, column 12"),
          arguments(
              "a number as the point after",
              "{\"afterAdd\": 5}",
              "a string was expected as the failpoint of afterAdd at line 1, column 14"),
          arguments(
              "nesting of 100,000 levels",
              "{\"a\":" + "[".repeat(100_000),
              "nesting of at most 10000 levels was expected"),
          arguments("a NUL", "{\"a\":\u0000}", "a JSON value was expected at line 1, column 6"),
          arguments(
              "a bare control character",
              "{\"a\":\"\u001b[2J" + S + "\"}",
              "a control character in a string must be escaped at line 1, column 7"),
          arguments(
              "a comment",
              "{/*" + S + "*/}",
              "a member's name in quotes was expected at line 1, column 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void isRefusedWithoutBeingQuoted(String what, String content, String message)
        throws IOException {
      refuse(content.getBytes(UTF_8), message);
    }

    @Test
    void isRefusedIfItIsNotUtf8() throws IOException {
      byte[] latin1 = "{\"a\":\"x\"}".getBytes(UTF_8);
      latin1[6] = (byte) 0xE9;
      refuse(latin1, "UTF-8 was expected at line 1, column 7");
      refuse(("{\"a\":\"" + S + "\"}").getBytes(UTF_16), "UTF-8 was expected at line 1, column 1");
      refuse("\uFEFF{}".getBytes(UTF_8), "a JSON value was expected at line 1, column 1");
    }

    @Test
    void isRefusedIfItIsTooLong() throws IOException {
      Path file = directory.resolve("f");
      try (var large = new RandomAccessFile(file.toFile(), "rw")) {
        large.setLength(100L * 1024 * 1024);
      }
      refuse(file, "is larger than 1048576 bytes");
    }

    private void refuse(byte[] content, String message) throws IOException {
      refuse(Files.write(directory.resolve("f"), content), message);
    }

    private void refuse(Path file, String message) throws IOException {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      Target target = Target.of(file);
      ProcessResult reply = call(file);
      target.assertUntouchedBy(reply);
      assertThat(reply.code()).isEqualTo(999);
      assertThat(reply.message()).startsWith("the failpoint file " + file + " ").contains(message);
      assertThat(HeldCall.temporary(file)).doesNotExist();
      assertThat(directory.resolve("state")).doesNotExist();
    }
  }

  @Nested
  class JsonOfOthers {

    static Stream<Arguments> documents() {
      return Stream.of(
          arguments(
              "a kubelet's configuration",
              "{\"kind\":\"KubeletConfiguration\",\"token\":\"" + S + "\"}"),
          arguments(
              "a CNI configuration",
              "{\"cniVersion\":\"1.0.0\",\"plugins\":[{\"type\":\"bridge\"}]}"),
          arguments("a registry's login", "{\"auths\":{\"r\":{\"auth\":\"" + S + "\"}}}"),
          arguments("an empty object", "{ }\n"),
          arguments("a point of another command", "{\"cmdDel\":\"1*error(" + S + ")\"}"),
          arguments("a point that is null", "{\"cmdAdd\":null}"),
          arguments("a point that is empty", "{\"cmdAdd\":\"\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void isNeitherWrittenNorLocked(String what, String content) throws IOException {
      Path file = Files.writeString(directory.resolve("f"), content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      Target target = Target.of(file);
      ProcessResult reply = call(file);
      target.assertUntouchedBy(reply);
      assertThat(reply.isSuccess()).isTrue();
      assertThat(directory.resolve("state")).doesNotExist();
    }
  }
}
