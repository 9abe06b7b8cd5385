package io.cnifp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.source.FailpointSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the failpoint file of a call")
class SourceChoiceTests {
  private static final String PATH = "\"/points/f.json\"";

  @TempDir private Path directory;

  private SourceChoice choose(String policy, String annotation, Map<String, String> variables)
      throws IOException {
    Path file = Files.writeString(directory.toRealPath().resolve("policy.json"), policy);
    CniRequest request =
        Calls.add(
            ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
                + "{\"failpoint.cni.containerd.io/confpath\":"
                + annotation
                + "}}",
            variables);
    return SourceChoice.of(
        request, Optional.empty(), new CallPolicy(Map.of("CNI_FP_POLICY", file.toString())));
  }

  private SourceChoice choose(String policy, String annotation) throws IOException {
    return choose(policy, annotation, Map.of("CNI_FP_CONF", "/admin.json"));
  }

  @Nested
  class WithAnAnnotationThatThePolicyAllows {
    @Test
    void isTheAnnotations() throws IOException {
      SourceChoice choice = choose("{}", PATH);
      assertThat(choice.source().flatMap(FailpointSource::path))
          .contains(Path.of("/points/f.json"));
      assertThat(choice.source().orElseThrow().isTrusted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void isTheAdministratorsIfTheAnnotationIsEmpty(String annotation) throws IOException {
      assertThat(choose("{}", annotation).source().flatMap(FailpointSource::path))
          .contains(Path.of("/admin.json"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"1", "true", "[]", "{}", "\"f.json\"", "\"/points/\"", "\"/a\\u0000b\""})
    void isAnErrorIfTheAnnotationIsNoAbsolutePath(String annotation) {
      assertThatThrownBy(() -> choose("{}", annotation))
          .isInstanceOfSatisfying(
              CniException.class, e -> assertThat(e.error().code()).isEqualTo(999));
    }
  }

  /** Whatever an annotation holds, it is as if it were not there. */
  @Nested
  class WithAnAnnotationThatThePolicyIgnores {
    @ParameterizedTest
    @ValueSource(
        strings = {PATH, "1", "true", "[]", "{}", "\"f.json\"", "\"/points/\"", "\"/a\\u0000b\""})
    void isTheAdministrators(String annotation) throws IOException {
      SourceChoice choice = choose("{\"annotations\":\"ignore\"}", annotation);
      assertThat(choice.source().flatMap(FailpointSource::path)).contains(Path.of("/admin.json"));
      assertThat(choice.ignored()).isPresent();
    }

    @Test
    void isNoneIfTheAdministratorNamesNone() throws IOException {
      SourceChoice choice = choose("{\"annotations\":\"ignore\"}", PATH, Map.of());
      assertThat(choice.source()).isEmpty();
      assertThat(choice.ignored()).contains("/points/f.json");
    }
  }

  @Nested
  class WithAnAnnotationThatThePolicyForbids {
    @ParameterizedTest
    @ValueSource(
        strings = {PATH, "1", "true", "[]", "{}", "\"f.json\"", "\"/points/\"", "\"/a\\u0000b\""})
    void isRefusedByThePolicy(String annotation) {
      assertThatThrownBy(() -> choose("{\"annotations\":false}", annotation))
          .isInstanceOf(PolicyRefusal.class);
    }
  }
}
