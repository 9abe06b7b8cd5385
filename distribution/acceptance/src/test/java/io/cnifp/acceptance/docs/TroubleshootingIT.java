package io.cnifp.acceptance.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.Repository;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message that the page explains is one that the engine says or the sources have. */
class TroubleshootingIT {
  private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.+)`$");

  private static String texts = "";

  /** All sources, with texts that are joined by {@code +} as one, and without escapes. */
  @BeforeAll
  static void readTheSources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : Repository.files()) {
      String name = file.toString();
      if (name.contains("/src/main/") && (name.endsWith(".java") || name.contains("/bin/"))) {
        all.append(Files.readString(file));
      } else if (name.contains("/src/main/") && name.endsWith(".c")) {
        all.append(Files.readString(file).replaceAll("\"\\s*\n\\s*\"", ""));
      }
    }
    texts = all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }

  static Stream<String> messages() throws IOException {
    return MESSAGE
        .matcher(Files.readString(Repository.root().resolve("docs/troubleshooting.md")))
        .results()
        .map(heading -> heading.group(1));
  }

  /** What the engine says of the failpoints that the language's vectors call wrong. */
  private static List<String> spoken() throws IOException {
    Path vectors = Repository.root().resolve("engine/src/test/resources/language/vectors.json");
    List<String> spoken = new ArrayList<>();
    for (JsonNode vector : new ObjectMapper().readTree(vectors.toFile()).get("strings")) {
      try {
        var _ = Failpoint.parse(vector.get("in").asText());
      } catch (FailpointSyntaxException e) {
        spoken.add(String.valueOf(e.getMessage()));
      }
    }
    return spoken;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isSpokenOrInTheSources(String message) throws IOException {
    Pattern pattern =
        Pattern.compile(
            Stream.of(message.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(joining(".*")));
    if (spoken().stream().anyMatch(pattern.asPredicate())) {
      return;
    }
    for (String part : message.split("\\.\\.\\.", -1)) {
      // What stands between two texts may be no more than a bracket.
      if (part.strip().length() > 3) {
        assertThat(texts.contains(part) || texts.contains(part.strip()))
            .as("\"%s\" of the message", part)
            .isTrue();
      }
    }
  }

  @Test
  void areMany() throws IOException {
    assertThat(messages()).hasSizeGreaterThan(25);
  }
}
