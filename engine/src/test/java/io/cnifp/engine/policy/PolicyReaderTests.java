package io.cnifp.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTests {
  @TempDir private Path temporary;
  private Path file;

  @BeforeEach
  void resolve() throws IOException {
    file = temporary.toRealPath().resolve("policy.json");
  }

  private static Policy read(Path file) {
    return PolicyReader.read(Map.of("CNI_FP_POLICY", file.toString()));
  }

  private Policy policy(String json) throws IOException {
    return read(Files.writeString(file, json));
  }

  private void refuse(Path policy, String message) {
    assertThatThrownBy(() -> read(policy))
        .isInstanceOfSatisfying(
            CniException.class, e -> assertThat(e.error().code()).isEqualTo(999))
        .hasMessage(message);
  }

  @Nested
  class APolicy {

    @Test
    void isAsTheReferenceIfItSaysNothing() throws IOException {
      Policy policy = policy("{}");
      assertThat(policy).isEqualTo(Policy.DEFAULT);
      assertThat(policy.confDirs()).isEmpty();
      assertThat(policy.annotations()).isEqualTo(Annotations.ALLOWED);
      assertThat(policy.annotationActions().shown()).isEqualTo("delay, error, off, panic, sleep");
      assertThat(policy.annotationPoints().shown()).isEqualTo("cmdAdd, cmdCheck, cmdDel");
      assertThat(policy.maxWaiting()).isEmpty();
      assertThat(policy.lockTimeout()).isEqualTo(Duration.ofSeconds(10));
      assertThat(policy.maxDelay()).isEqualTo(Policy.UNLIMITED);
    }

    @Test
    void saysAllOfThis() throws IOException {
      Policy policy =
          policy(
              """
              {
                "confDirs": ["/a", "/b/c"],
                "annotations": false,
                "lockTimeout": "2s",
                "maxDelay": 1500,
                "journal": "/var/log/j",
                "extensionDirs": ["/p"]
              }
              """);
      assertThat(policy.confDirs()).contains(List.of(Path.of("/a"), Path.of("/b/c")));
      assertThat(policy.annotations()).isEqualTo(Annotations.REFUSED);
      assertThat(policy.lockTimeout()).isEqualTo(Duration.ofSeconds(2));
      assertThat(policy.maxDelay()).isEqualTo(Duration.ofMillis(1500));
      assertThat(policy.journal()).contains(Path.of("/var/log/j"));
      assertThat(policy.extensionDirs()).containsExactly(Path.of("/p"));
    }

    @Test
    void saysWhatAnAnnotationMayDo() throws IOException {
      Policy all =
          policy(
              """
              {"annotations":"ignore","annotationActions":"all","annotationPoints":"reference",
               "maxWaiting":64}
              """);
      assertThat(all.annotations()).isEqualTo(Annotations.IGNORED);
      assertThat(all.annotationActions().allows("acme.any")).isTrue();
      assertThat(all.annotationPoints()).isEqualTo(AllowedNames.REFERENCE_POINTS);
      assertThat(all.maxWaiting()).hasValue(64);
      Policy some = policy("{\"annotationActions\":[\"hang\",\"acme.x\"],\"annotationPoints\":[]}");
      assertThat(some.annotationActions().allows("acme.x")).isTrue();
      assertThat(some.annotationActions().allows("off")).isFalse();
      assertThat(some.annotationPoints().allows("cmdAdd")).isFalse();
    }

    @Test
    void mayUseTheFormerNameOfAKey() throws IOException {
      assertThat(policy("{\"pluginDirs\":[\"/p\"]}").extensionDirs())
          .containsExactly(Path.of("/p"));
    }

    @Test
    void thatListsNoDirectoryAllowsNone() throws IOException {
      assertThat(policy("{\"confDirs\":[]}").confDirs()).contains(List.of());
    }

    @Test
    void mayNameItsSchemaForEditors() throws IOException {
      assertThat(policy("{\"$schema\":\"/x/policy.schema.json\"}")).isEqualTo(Policy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
      "0, PT0S",
      "500, PT0.5S",
      "'\"500\"', PT0.5S",
      "'\"20us\"', PT0.00002S",
      "'\"7ms\"', PT0.007S",
      "'\"3s\"', PT3S",
      "'\"4m\"', PT4M",
      "'\"5h\"', PT5H",
      "'\"1m30s\"', PT1M30S",
      "'\"1.5s\"', PT1.5S",
      "'\"999999999999h\"', PT2562047H47M16.854775807S"
    })
    void takesDurations(String json, Duration duration) throws IOException {
      assertThat(policy("{\"lockTimeout\":" + json + "}").lockTimeout()).isEqualTo(duration);
    }
  }

  @Nested
  class Strictness {
    private static final String DURATION =
        "a duration such as \"10s\", \"1m30s\" or 500 (milliseconds) was expected";
    private static final String NAMES = "\"reference\", \"all\" or a list of names was expected";
    private static final String KEYS =
        "one of actions, annotationActions, annotationPoints, annotations, confDirs, delegates,"
            + " extensionDirs, journal, lockTimeout, maxDelay, maxWaiting was expected";

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        textBlock =
            """
            []                                  | a JSON object was expected at line 1, column 1
            null                                | a JSON object was expected at line 1, column 1
            {"confdirs":[]}                     | KEYS at line 1, column 2
            {"confDirs":[],"x":1}               | KEYS at line 1, column 16
            {"confDirs":[],"confDirs":[]}       | duplicate key at line 1, column 16
            {"confDirs":"/a"}                   | a JSON array was expected at line 1, column 13
            {"confDirs":null}                   | a JSON array was expected at line 1, column 13
            {"confDirs":["a"]}                  | an absolute path was expected at line 1, column 14
            {"confDirs":["/a",1]}               | an absolute path was expected at line 1, column 19
            {"confDirs":[["/a"]]}               | an absolute path was expected at line 1, column 14
            {"confDirs":["/a\\u0000"]}          | an absolute path was expected at line 1, column 14
            {"pluginDirs":[],"extensionDirs":[]}| duplicate key at line 1, column 18
            {"pluginDirs":{}}                   | a JSON array was expected at line 1, column 15
            {"journal":""}                      | an absolute path was expected at line 1, column 12
            {"journal":["/a"]}                  | an absolute path was expected at line 1, column 12
            {"annotations":"false"}             | true, false or "ignore" was expected at line 1, column 16
            {"annotations":0}                   | true, false or "ignore" was expected at line 1, column 16
            {"annotations":null}                | true, false or "ignore" was expected at line 1, column 16
            {"annotations":"Ignore"}            | true, false or "ignore" was expected at line 1, column 16
            {"annotationActions":"some"}        | NAMES at line 1, column 22
            {"annotationActions":true}          | NAMES at line 1, column 22
            {"annotationActions":["off",1]}     | a name was expected at line 1, column 29
            {"annotationPoints":["cmdAdd",""]}  | a name was expected at line 1, column 31
            {"annotationPoints":["cmd Add"]}    | a name was expected at line 1, column 22
            {"annotationPoints":{}}             | NAMES at line 1, column 21
            {"maxWaiting":-1}                   | a whole number was expected at line 1, column 15
            {"maxWaiting":1.5}                  | a whole number was expected at line 1, column 15
            {"maxWaiting":"3"}                  | a whole number was expected at line 1, column 15
            {"maxWaiting":3000000000}           | a whole number was expected at line 1, column 15
            {"lockTimeout":true}                | DURATION at line 1, column 16
            {"lockTimeout":null}                | DURATION at line 1, column 16
            {"lockTimeout":-1}                  | DURATION at line 1, column 16
            {"lockTimeout":1.5}                 | DURATION at line 1, column 16
            {"lockTimeout":"s"}                 | DURATION at line 1, column 16
            {"lockTimeout":""}                  | DURATION at line 1, column 16
            {"lockTimeout":"1 s"}               | DURATION at line 1, column 16
            {"maxDelay":"1d"}                   | DURATION at line 1, column 13
            {"$schema":1}                       | a string was expected at line 1, column 12
            {"annotations":true                 | "," or "}" was expected at line 1, column 20
            {"annotations":true} {}             | nothing more was expected after the JSON value at line 1, column 22
            """)
    void refusesWhatItDoesNotKnow(String json, String problem) throws IOException {
      Files.writeString(file, json);
      String full =
          problem.replace("DURATION", DURATION).replace("KEYS", KEYS).replace("NAMES", NAMES);
      refuse(file, "the policy " + file + " is wrong: " + full);
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
      Files.writeString(file, " ".repeat(1024 * 1024 + 1));
      refuse(file, "the policy " + file + " is larger than 1048576 bytes");
    }
  }

  @Nested
  class TheFile {

    @Test
    void mustBeThereIfItIsNamed() {
      refuse(file, "the policy " + file + " is refused: it does not exist or cannot be examined");
    }

    @Test
    void mustBeNamedByAnAbsolutePath() {
      refuse(Path.of("p"), "CNI_FP_POLICY must name the policy by an absolute path");
      assertThatThrownBy(() -> PolicyReader.read(Map.of("CNI_FP_POLICY", "/a\0b")))
          .hasMessage("CNI_FP_POLICY must name the policy: it is not a path");
    }

    @Test
    void mustBeARegularFile() throws IOException {
      refuse(
          Files.createDirectory(file),
          "the policy " + file + " is refused: it is not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw-r---w-"})
    void mustNotBeWritableByOthers(String mode) throws IOException {
      Files.setPosixFilePermissions(
          Files.writeString(file, "{}"), PosixFilePermissions.fromString(mode));
      refuse(
          file,
          "the policy %s is refused: %s may be written by others than its owner"
              .formatted(file, file));
    }
  }
}
