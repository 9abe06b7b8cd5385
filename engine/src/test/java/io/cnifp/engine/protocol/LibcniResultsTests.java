package io.cnifp.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Results as containernetworking/cni v1.3.0 reads and converts them: a table of its answers. Each
 * line has the configuration's version, the result as the plugin printed it, perhaps a version to
 * convert to, and either what it becomes or how it fails.
 */
@DisplayName("a result")
class LibcniResultsTests {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final List<String> VERSIONS = CniVersions.SUPPORTED;

  private static List<JsonNode> table() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    LibcniResultsTests.class.getResourceAsStream("/results/libcni.jsonl")),
                UTF_8))) {
      return lines.lines().map(LibcniResultsTests::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CniResponse.Success checked(JsonNode line) {
    return AddResult.check(
        CniResponse.success(line.path("result").asText()), line.path("conf").asText());
  }

  @Test
  void isAcceptedOrRefusedByItsTypesAsThere() {
    assertThat(table())
        .hasSizeGreaterThan(1_500)
        .allSatisfy(line -> {
          if (!line.path("fails").asText().equals("error")) {
            assertThat(checked(line).json().isNull()).isFalse();
            return;
          }
          assertThatExceptionOfType(CniException.class)
              .isThrownBy(() -> checked(line))
              .satisfies(e -> assertThat(e.error().code()).isEqualTo(999))
              .withMessageContaining(line.path("msg").asText().replaceAll(": .*", ""));
        });
  }

  @Test
  void isPassedOnAsItIsIfItHasAVersion() {
    assertThat(table())
        .filteredOn(line -> line.has("is") && hasVersion(line))
        .hasSizeGreaterThan(500)
        .allSatisfy(
            line -> assertThat(checked(line).text()).isEqualTo(line.path("result").asText()));
  }

  @ParameterizedTest
  @FieldSource("VERSIONS")
  void isConvertedAsThere(String version) {
    assertThat(table())
        .filteredOn(line -> line.path("to").asText().equals(version))
        .filteredOn(line -> !line.path("fails").asText().equals("error"))
        .filteredOn(line ->
            !version.equals(parse(line.path("result").asText()).path("cniVersion").asText()))
        .hasSizeGreaterThan(30)
        .allSatisfy(line -> {
          if (line.has("is")) {
            assertThat(parse(AddResult.convert(checked(line), version).text()))
                .isEqualTo(line.path("is"));
            return;
          }
          assertThatExceptionOfType(CniException.class)
              .isThrownBy(() -> AddResult.convert(checked(line), version))
              .satisfies(e -> assertThat(e.error().code()).isEqualTo(999))
              .withMessage(line.path("msg").asText());
        });
  }

  /** The library fails here by a nil pointer. */
  @Test
  void isNotConvertedIfAListHasAnElementThatIsNull() {
    for (String member : List.of("ips", "interfaces")) {
      CniResponse.Success result =
          CniResponse.success("{\"cniVersion\":\"1.0.0\",\"" + member + "\":[null]}");
      assertThat(AddResult.check(result, "1.0.0")).isSameAs(result);
      assertThat(AddResult.convert(result, "1.1.0").text()).contains("[null]");
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> AddResult.convert(result, "0.4.0"))
          .withMessage("cannot convert: a list has an element that is null");
    }
  }

  private static boolean hasVersion(JsonNode line) {
    JsonNode version = parse(line.path("result").asText()).path("cniVersion");
    return version.isTextual() && !version.asText().isEmpty();
  }
}
