package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the bill of materials")
class SbomTests {
  private static final Sbom.Jdk JDK = new Sbom.Jdk("vendor", "25", List.of("java.base", "a.b"));

  @TempDir private Path directory;

  @Test
  void hasTheJdkBeforeTheLibraries() throws IOException {
    Path maven =
        Files.writeString(
            directory.resolve("maven"),
            "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"guava\"}]}");
    Path file = directory.resolve("share/sbom/x.json");
    Sbom.write(maven, JDK, file);
    JsonNode sbom = new ObjectMapper().readTree(file.toFile());
    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.at("/components/0/version").asText()).isEqualTo("25");
    assertThat(sbom.at("/components/0/properties/0/value").asText()).isEqualTo("java.base a.b");
    assertThat(sbom.at("/components/1/name").asText()).isEqualTo("guava");
  }

  @Test
  void needsAListOfComponents() throws IOException {
    Path maven = Files.writeString(directory.resolve("maven"), "{}");
    assertThatThrownBy(() -> Sbom.write(maven, JDK, directory.resolve("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no components");
  }
}
