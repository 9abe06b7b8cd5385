package io.cnifp.node.install;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results that libcni keeps for each attachment. A runtime takes the plugins of a DEL from
 * there, so a plugin that one of them names is still needed.
 *
 * @param directory usually {@code /var/lib/cni/results}
 */
public record CachedResults(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Finds the plugins that are still needed.
   *
   * @return the name of each with one result that names it
   */
  SortedMap<String, Path> naming(Collection<String> plugins) throws IOException {
    SortedMap<String, Path> named = new TreeMap<>();
    for (Path result : FileTree.entries(directory)) {
      if (Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
        String text = configuration(Files.readString(result, ISO_8859_1));
        for (String plugin : plugins) {
          if (text.contains('"' + plugin + '"')) {
            named.putIfAbsent(plugin, result);
          }
        }
      }
    }
    return named;
  }

  /** Returns the network configuration in a result; the whole text if there is none. */
  private static String configuration(String result) {
    try {
      JsonNode config = JSON.readTree(result).path("config");
      return config.isTextual()
          ? new String(Base64.getDecoder().decode(config.asText()), ISO_8859_1)
          : result;
    } catch (JacksonException | IllegalArgumentException e) {
      return result;
    }
  }
}
