package io.cnifp.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The bill of materials of the image, in the format of CycloneDX. Maven's plugin lists the
 * libraries; this adds the JDK's run-time image, which Maven doesn't know of.
 */
final class Sbom {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Sbom() {}

  /**
   * Writes the bill of materials.
   *
   * @param maven the file that Maven's plugin has written
   * @param jdk the JDK that was linked
   * @param file where to write; the directories above it are created
   * @throws IllegalStateException if the file of Maven's plugin has no components
   */
  static void write(Path maven, Jdk jdk, Path file) throws IOException {
    JsonNode list = MAPPER.readTree(maven.toFile());
    if (!(list.path("components") instanceof ArrayNode components)) {
      throw new IllegalStateException(maven + " has no components; its format has changed");
    }
    components.insert(0, component(jdk));
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
  }

  /**
   * What the image has of a JDK.
   *
   * @param vendor who built it
   * @param version its full version
   * @param modules the modules that were linked
   */
  record Jdk(String vendor, String version, List<String> modules) {

    /** Returns the JDK that runs this program. */
    static Jdk running(List<String> modules) {
      return new Jdk(
          System.getProperty("java.vendor"), System.getProperty("java.runtime.version"), modules);
    }
  }

  private static ObjectNode component(Jdk jdk) {
    ObjectNode component =
        MAPPER
            .createObjectNode()
            .put("type", "platform")
            .put("bom-ref", "jdk")
            .put("publisher", jdk.vendor())
            .put("name", "OpenJDK run-time image")
            .put("version", jdk.version());
    component
        .putArray("licenses")
        .addObject()
        .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    component
        .putArray("properties")
        .addObject()
        .put("name", "cni-fp:modules")
        .put("value", String.join(" ", jdk.modules()));
    return component;
  }
}
