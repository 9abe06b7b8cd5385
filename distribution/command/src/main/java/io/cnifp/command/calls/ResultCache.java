package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The results of ADD calls without a DEL, as a runtime caches them. CHECK and DEL get them as
 * {@code prevResult}; GC gets the list of attachments.
 */
public final class ResultCache {
  private final Path directory;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Creates a cache in a directory, which must exist. */
  public ResultCache(Path directory) {
    this.directory = directory;
  }

  /** Stores a result. */
  public void put(Attachment attachment, JsonNode result) throws IOException {
    Map<String, Object> cached = new TreeMap<>();
    cached.put("network", attachment.network());
    cached.put("containerID", attachment.containerId());
    cached.put("ifname", attachment.ifname());
    cached.put("result", result);
    Path file = file(attachment);
    Path whole = file.resolveSibling("." + file.getFileName());
    Files.writeString(whole, mapper.writeValueAsString(cached) + "\n");
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the result of an attachment. */
  public Optional<JsonNode> get(Attachment attachment) throws IOException {
    Path file = file(attachment);
    return Files.exists(file) ? Optional.of(read(file).path("result")) : Optional.empty();
  }

  /** Removes a result. */
  public void remove(Attachment attachment) throws IOException {
    Files.deleteIfExists(file(attachment));
  }

  /** Returns the attachments of a network, in the form of {@code cni.dev/valid-attachments}. */
  public List<Map<String, String>> attachments(String network) throws IOException {
    List<Map<String, String>> attachments = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        JsonNode cached = file.toString().endsWith(".json") ? read(file) : mapper.nullNode();
        if (cached.path("network").asText("").equals(network)) {
          Map<String, String> attachment = new TreeMap<>();
          attachment.put("containerID", cached.path("containerID").asText());
          attachment.put("ifname", cached.path("ifname").asText());
          attachments.add(attachment);
        }
      }
    }
    return attachments;
  }

  private JsonNode read(Path file) throws IOException {
    try {
      return mapper.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException("the cached result " + file + " is damaged; remove it", e);
    }
  }

  /** By the CNI specification no name has a slash, and the first two have no comma. */
  private Path file(Attachment attachment) throws IOException {
    String name =
        attachment.network() + "," + attachment.containerId() + "," + attachment.ifname() + ".json";
    if (name.contains("/") || name.startsWith(".")) {
      throw new IOException("'" + name + "' is not a valid name of a cached result");
    }
    return directory.resolve(name);
  }
}
