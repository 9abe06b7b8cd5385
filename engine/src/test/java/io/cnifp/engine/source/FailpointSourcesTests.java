package io.cnifp.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.engine.Calls;
import io.cnifp.engine.source.FailpointSource.Origin;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailpointSourcesTests {
  private static final Map<String, String> VARIABLE = Map.of("CNI_FP_CONF", "/of/variable");
  private static final String KEY = ",\"failpoint\":{\"confPath\":\"/of/key\"}";
  private static final String ANNOTATION = annotation("\"/of/annotation\"");

  private static String annotation(String value) {
    return annotations("{\"other\":\"x\",\"failpoint.cni.containerd.io/confpath\":" + value + "}");
  }

  private static String annotations(String json) {
    return ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":" + json + ",\"ips\":[]}";
  }

  private static Optional<FailpointSource> source(String members, Map<String, String> variables) {
    CniRequest request = Calls.add(members, variables);
    Optional<String> annotation = FailpointSources.annotation(request);
    return annotation.isPresent()
        ? annotation.map(FailpointSources::annotated)
        : FailpointSources.administered(FailpointSettings.of(request), request);
  }

  private static Optional<FailpointSource> of(String path, Origin origin) {
    return Optional.of(new FailpointSource(Optional.of(Path.of(path)), origin, false));
  }

  @Nested
  class TheFirstThatIsPresent {
    @Test
    void isTheAnnotationWhichIsNotTrusted() {
      assertThat(source(KEY + ANNOTATION, VARIABLE))
          .isEqualTo(of("/of/annotation", Origin.ANNOTATION));
    }

    @Test
    void isThenTheKey() {
      assertThat(source(KEY, VARIABLE)).isEqualTo(of("/of/key", Origin.CONFIGURATION));
    }

    @Test
    void isThenTheVariable() {
      assertThat(source("", VARIABLE)).isEqualTo(of("/of/variable", Origin.ENVIRONMENT));
    }

    @Test
    void isTheKeyIfItHoldsFailpointsItself() {
      String points = ",\"failpoint\":{\"points\":{}}";
      assertThat(source(points, VARIABLE))
          .contains(new FailpointSource(Optional.empty(), Origin.CONFIGURATION, false));
      assertThat(source(points + ANNOTATION, VARIABLE))
          .isEqualTo(of("/of/annotation", Origin.ANNOTATION));
    }

    @Test
    void isNone() {
      assertThat(source("", Map.of("CNI_FP_CONF", ""))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"runtimeConfig\":null",
        ",\"runtimeConfig\":{}",
        ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":null}",
        ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":{\"a\":\"b\"}}",
        ",\"failpoint\":null",
        ",\"failpoint\":{}",
        ",\"failpoint\":{\"confPath\":null}",
        ",\"failpoint\":{\"confPath\":\"\"}",
        ",\"failpoint\":{\"points\":null}",
        ",\"failpoint\":{\"delegate\":\"ptp\",\"cleanUp\":true}"
      })
  void whatSaysNothingIsNotPresent(String members) {
    assertThat(source(members, VARIABLE)).isEqualTo(of("/of/variable", Origin.ENVIRONMENT));
    assertThat(source(annotation("\"\""), VARIABLE))
        .isEqualTo(of("/of/variable", Origin.ENVIRONMENT));
    assertThat(source(annotation("null"), VARIABLE))
        .isEqualTo(of("/of/variable", Origin.ENVIRONMENT));
  }

  @Test
  void isOptionalIfTheKeySaysSoButNeverTheAnnotations() {
    String optional = ",\"failpoint\":{\"optional\":true";
    assertThat(source(optional + ",\"confPath\":\"/of/key\"}", VARIABLE))
        .hasValueSatisfying(source -> assertThat(source.optional()).isTrue());
    assertThat(source(optional + "}", VARIABLE))
        .hasValueSatisfying(source -> assertThat(source.optional()).isTrue());
    assertThat(source(optional + "}" + ANNOTATION, VARIABLE))
        .hasValueSatisfying(source -> assertThat(source.optional()).isFalse());
  }

  @Test
  void escapesInAPathAreRead() {
    assertThat(source(annotation("\"\\/a\\u0062\""), Map.of()))
        .isEqualTo(of("/ab", Origin.ANNOTATION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"runtimeConfig\":\"x\"|runtimeConfig must be an object at line 1, column 50",
        ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":[]}"
            + "|io.kubernetes.cri.pod-annotations must be an object at line 1, column 87",
      })
  void whatHasAnotherFormIsRefused(String members, String problem) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> source(members, Map.of()))
        .satisfies(e ->
            assertThat(e.error())
                .isEqualTo(new CniError(999, "failed to parse network configuration: " + problem)));
  }

  /** The kernel takes it for a directory. */
  @ParameterizedTest
  @ValueSource(strings = {"/a/", "/a/."})
  void aPathThatEndsLikeADirectoryIsRefused(String path) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> FailpointSources.annotated(path))
        .withMessage("failpoint confPath(" + path + ") is not the path of a file");
  }

  @Test
  void anAnnotationThatIsNoStringIsRefused() {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> source(annotation("5"), Map.of()))
        .withMessage(
            "failed to parse network configuration: failpoint.cni.containerd.io/confpath must be a"
                + " string at line 1, column 139");
  }

  @Test
  void aRelativePathIsRefusedInTheReferencesWords() {
    String message = "failpoint confPath(a/b.json) is required to be absolute";
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> source(annotation("\"a/b.json\""), Map.of()))
        .satisfies(e -> assertThat(e.error()).isEqualTo(new CniError(999, message)));
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> source("", Map.of("CNI_FP_CONF", "a/b.json")))
        .withMessage(message);
  }

  @Test
  void whatIsNoPathIsRefusedAndShownEscaped() {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> source(annotation("\"/a\\u0000b\""), Map.of()))
        .withMessage("failpoint confPath(\"/a\\u0000b\") is not a path");
  }
}
