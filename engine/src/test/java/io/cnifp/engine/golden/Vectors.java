package io.cnifp.engine.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** The recorded answers of containerd's {@code cni-bridge-fp}. */
final class Vectors {
  static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  static Stream<JsonNode> of(String resource) {
    try (InputStream stream = Vectors.class.getResourceAsStream(resource)) {
      return JSON.readTree(stream).get("vectors").valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
