package io.cnifp.command.calls;

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

/** The calls that wait at a {@code pause}, as their files in the state directory list them. */
final class PausedCalls {
  private final Path directory;
  private final ObjectMapper mapper = new ObjectMapper();

  PausedCalls(StateFolder state) {
    this.directory = state.resolve("paused");
  }

  /**
   * A paused call.
   *
   * @param id the argument of {@code resume}
   * @param file its file; deleting it releases the call
   * @param json the content of the file
   */
  record PausedCall(String id, Path file, JsonNode json) {
    /** Returns whether its process exists, as far as this process namespace shows it. */
    boolean isAlive() {
      return ProcessHandle.of(json.path("pid").asLong()).isPresent();
    }
  }

  /** Returns all of them, also those whose process was killed. */
  List<PausedCall> all() {
    try (Stream<Path> files = Files.list(directory)) {
      List<PausedCall> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && name.endsWith(".json")) {
          read(file, name.substring(0, name.length() - ".json".length()), all);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("the paused calls can't be listed in " + directory, e);
    }
  }

  /** Releases a call; returns false if it is no longer paused. */
  boolean release(PausedCall call) {
    try {
      return Files.deleteIfExists(call.file());
    } catch (IOException e) {
      throw new UncheckedIOException("the paused call " + call.id() + " can't be released", e);
    }
  }

  private void read(Path file, String id, List<PausedCall> all) {
    JsonNode json;
    try {
      json = mapper.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      // A damaged file can still be released.
      json = mapper.createObjectNode();
    } catch (IOException e) {
      // It has just been released.
      return;
    }
    all.add(new PausedCall(id, file, json));
  }
}
