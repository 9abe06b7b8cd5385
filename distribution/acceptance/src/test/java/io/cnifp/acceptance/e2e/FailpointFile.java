package io.cnifp.acceptance.e2e;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A failpoint file as containerd's own tests write it. */
record FailpointFile(Path path) {

  /**
   * Writes a file.
   *
   * @param points failpoints by their points; neither needs JSON escapes
   */
  static FailpointFile create(Path path, Map<String, String> points) throws IOException {
    String members =
        points.entrySet().stream()
            .map(point -> "\"%s\": \"%s\"".formatted(point.getKey(), point.getValue()))
            .collect(joining(", ", "{", "}"));
    Files.writeString(path, members);
    return new FailpointFile(path);
  }

  String content() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
