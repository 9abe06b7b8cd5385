package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.protocol.AddResult;
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
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private final Path directory;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Creates a cache in a directory, which must exist. */
  public ResultCache(Path directory) {
    this.directory = directory;
  }

  /** Stores what is known of an ADD. */
  void put(CachedAttachment added) throws IOException {
    Attachment attachment = added.attachment();
    Map<String, Object> cached = new TreeMap<>();
    cached.put("network", attachment.network());
    cached.put("containerID", attachment.containerId());
    cached.put("ifname", attachment.ifname());
    cached.put("netns", added.netns());
    cached.put("args", added.args());
    cached.put("capabilities", added.capabilities());
    cached.put("result", added.result());
    Path file = file(attachment);
    Path whole = file.resolveSibling("." + file.getFileName());
    Files.writeString(whole, mapper.writeValueAsString(cached) + "\n");
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Returns the result of an attachment, converted to a version.
   *
   * @throws IOException if what is cached is no result, or has no form in that version
   */
  Optional<JsonNode> result(Attachment attachment, SpecVersion version) throws IOException {
    Path file = file(attachment);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      CniResponse.Success cached = CniResponse.success(read(file).path("result").toString());
      return Optional.of(
          mapper.readTree(
              AddResult.convert(AddResult.check(cached, version.ofResults()), version.ofResults())
                  .output()));
    } catch (CniException e) {
      throw new IOException(
          "the cached result " + file + " is invalid: " + e.error().message() + "; remove it", e);
    }
  }

  /** Removes a result. */
  public void remove(Attachment attachment) throws IOException {
    Files.deleteIfExists(file(attachment));
  }

  /**
   * Returns the attachments of a network, in the order of their files; damaged ones are left out.
   */
  List<CachedAttachment> attachments(String network) throws IOException {
    List<CachedAttachment> attachments = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".json")) {
          found(file)
              .filter(each -> each.attachment().network().equals(network))
              .ifPresent(attachments::add);
        }
      }
    }
    return attachments;
  }

  private Optional<CachedAttachment> found(Path file) throws IOException {
    JsonNode cached;
    try {
      cached = mapper.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    String container = cached.path("containerID").asText("");
    String ifname = cached.path("ifname").asText("");
    if (container.isEmpty() || ifname.isEmpty()) {
      return Optional.empty();
    }
    JsonNode capabilities = cached.path("capabilities");
    return Optional.of(
        new CachedAttachment(
            new Attachment(cached.path("network").asText(""), container, ifname),
            cached.path("netns").asText(""),
            cached.path("args").asText(""),
            capabilities.isObject() ? mapper.convertValue(capabilities, MEMBERS) : Map.of(),
            cached.path("result")));
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
