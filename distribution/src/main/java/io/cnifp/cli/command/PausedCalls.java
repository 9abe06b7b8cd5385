package io.cnifp.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.engine.file.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The calls that wait at a {@code pause}, as they have announced themselves. */
final class PausedCalls {
  private final Path folder;
  private final ObjectMapper mapper = new ObjectMapper();

  PausedCalls(StateFolder state) {
    this.folder = state.resolve("paused");
  }

  /**
   * A call that waits.
   *
   * @param id what {@code resume} takes
   * @param file its announcement; who removes it releases the call
   * @param json what it says of itself
   */
  record Waiting(String id, Path file, JsonNode json) {
    /** Whether its process is there; one in another container's process namespace isn't seen. */
    boolean isAlive() {
      return ProcessHandle.of(json.path("pid").asLong()).isPresent();
    }
  }

  /** All of them, also what a killed call has left. */
  List<Waiting> all() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Waiting> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && name.endsWith(".json")) {
          read(file, name.substring(0, name.length() - ".json".length()), all);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("paused calls can't be looked up in " + folder, e);
    }
  }

  /** Releases a call; false if it isn't there (any more). */
  boolean release(Waiting call) {
    try {
      return Files.deleteIfExists(call.file());
    } catch (IOException e) {
      throw new UncheckedIOException("the paused call " + call.id() + " can't be released", e);
    }
  }

  private void read(Path file, String id, List<Waiting> all) {
    JsonNode json;
    try {
      json = mapper.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      // Who can't say what it is can be released all the same.
      json = mapper.createObjectNode();
    } catch (IOException e) {
      // It was released this instant.
      return;
    }
    all.add(new Waiting(id, file, json));
  }
}
