package io.cnifp.engine.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;

import io.cnifp.api.CniResponse;
import io.cnifp.engine.Calls;
import io.cnifp.engine.interception.CallSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNetnsTests {
  private static final String OWN = "/proc/self/ns/net";

  @TempDir private Path directory;

  private static boolean same(String netns, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("CNI_NETNS", netns);
    return OwnNetns.isNamedBy(Calls.add("", environment), mock(CallSite.class, CALLS_REAL_METHODS));
  }

  @Test
  void seesThePluginsOwnNamespaceByAnyName() throws IOException {
    assertThat(same(OWN, Map.of())).isTrue();
    assertThat(same("/proc/" + ProcessHandle.current().pid() + "/ns/net", Map.of())).isTrue();
    Path link = Files.createSymbolicLink(directory.resolve("ns"), Path.of(OWN));
    assertThat(same(link.toString(), Map.of())).isTrue();
  }

  @Test
  void letsOthersPass() throws IOException {
    Path other = Files.createFile(directory.resolve("other"));
    assertThat(same(other.toString(), Map.of())).isFalse();
    assertThat(same("/proc/self/ns/mnt", Map.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "nowhere", "a\0b"})
  void letsPassWhatCannotBeExamined(String netns) {
    assertThat(same(netns, Map.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "TRUE", "True"})
  void isOverridden(String override) {
    assertThat(same(OWN, Map.of("CNI_NETNS_OVERRIDE", override))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "yes", "11"})
  void isNotOverriddenByOtherValues(String override) {
    assertThat(same(OWN, Map.of("CNI_NETNS_OVERRIDE", override))).isTrue();
  }

  @Test
  void failsInTheReferencesWords() {
    assertThat(OwnNetns.failure())
        .isEqualTo(
            CniResponse.failure(
                8, "plugin's netns and netns from CNI_NETNS should not be the same"));
  }
}
