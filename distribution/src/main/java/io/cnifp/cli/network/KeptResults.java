package io.cnifp.cli.network;

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
 * The results of ADD that have had no DEL yet, as a runtime keeps them: CHECK and DEL get them as
 * {@code prevResult}, GC learns from them what is valid.
 */
public final class KeptResults {
  private final Path folder;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Creates the view of a folder, which must exist. */
  public KeptResults(Path folder) {
    this.folder = folder;
  }

  /**
   * One interface of a container in a network.
   *
   * @param network the network's name
   * @param containerId the container
   * @param ifname the interface
   */
  public record Attachment(String network, String containerId, String ifname) {}

  /** Keeps a result. */
  public void keep(Attachment attachment, JsonNode result) throws IOException {
    Map<String, Object> kept = new TreeMap<>();
    kept.put("network", attachment.network());
    kept.put("containerID", attachment.containerId());
    kept.put("ifname", attachment.ifname());
    kept.put("result", result);
    Path file = file(attachment);
    Path whole = file.resolveSibling("." + file.getFileName());
    Files.writeString(whole, mapper.writeValueAsString(kept) + "\n");
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The kept result. */
  public Optional<JsonNode> find(Attachment attachment) throws IOException {
    Path file = file(attachment);
    return Files.exists(file) ? Optional.of(read(file).path("result")) : Optional.empty();
  }

  /** Forgets a result. */
  public void forget(Attachment attachment) throws IOException {
    Files.deleteIfExists(file(attachment));
  }

  /** What a network has, in the form of {@code cni.dev/valid-attachments}. */
  public List<Map<String, String>> attachments(String network) throws IOException {
    List<Map<String, String>> attachments = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        JsonNode kept = file.toString().endsWith(".json") ? read(file) : mapper.nullNode();
        if (kept.path("network").asText("").equals(network)) {
          Map<String, String> attachment = new TreeMap<>();
          attachment.put("containerID", kept.path("containerID").asText());
          attachment.put("ifname", kept.path("ifname").asText());
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
      throw new IOException("the kept result " + file + " is damaged: remove it", e);
    }
  }

  /**
   * None of the three may have a slash in it, nor the first two a comma, by the CNI specification.
   */
  private Path file(Attachment attachment) throws IOException {
    String name =
        attachment.network() + "," + attachment.containerId() + "," + attachment.ifname() + ".json";
    if (name.contains("/") || name.startsWith(".")) {
      throw new IOException("'" + name + "' can't be the name of a kept result");
    }
    return folder.resolve(name);
  }
}
