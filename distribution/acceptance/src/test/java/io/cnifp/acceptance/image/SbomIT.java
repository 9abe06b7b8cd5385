package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what the image is made of. */
class SbomIT {
  private static final Path IMAGE = Path.of(System.getProperty("cnifp.image")).toAbsolutePath();

  private JsonNode sbom;

  @BeforeEach
  void read() throws IOException {
    sbom = new ObjectMapper().readTree(IMAGE.resolve("share/sbom/cni-fp.cdx.json").toFile());
  }

  @Test
  void isOfCycloneDxAndTheSameEachTime() {
    assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.has("serialNumber")).isFalse();
    assertThat(sbom.get("metadata").has("timestamp")).isFalse();
  }

  @Test
  void hasEveryJarThatTheImageWasLinkedFrom() throws IOException {
    List<String> components =
        sbom.get("components")
            .valueStream()
            .map(one -> one.get("name").asText() + "-" + one.get("version").asText() + ".jar")
            .toList();
    String modulePath = Files.readString(IMAGE.resolveSibling("module-path"));
    assertThat(Stream.of(modulePath.split(":", -1)))
        .map(entry -> Path.of(entry).getFileName().toString())
        .filteredOn(name -> name.endsWith(".jar"))
        .hasSizeGreaterThan(5)
        .isSubsetOf(components);
  }

  @Test
  void hasTheJdk() {
    JsonNode jdk = sbom.get("components").get(0);
    assertThat(jdk.get("type").asText()).isEqualTo("platform");
    assertThat(jdk.get("version").asText()).isEqualTo(Runtime.version().toString());
    assertThat(jdk.at("/properties/0/value").asText()).contains("java.base", "org.slf4j");
  }
}
