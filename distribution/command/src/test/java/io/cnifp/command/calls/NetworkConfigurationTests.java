package io.cnifp.command.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a network configuration")
class NetworkConfigurationTests {
  @TempDir private Path directory;

  private static String list(String members) {
    return "{\"name\":\"n\"," + members + ",\"plugins\":[{\"type\":\"a\"}]}";
  }

  private NetworkConfiguration load(String name, String text) throws IOException {
    return NetworkConfiguration.load(Files.writeString(directory.resolve(name), text));
  }

  @Nested
  class HasTheVersion {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '!',
        value = {
          "\"cniVersion\":\"0.4.0\" | 0.4.0",
          "\"x\":1 | !!",
          "\"cniVersions\":[\"0.4.0\",\"1.0.0\"] | 1.0.0",
          "\"cniVersion\":\"1.1.0\",\"cniVersions\":[\"0.4.0\",\"1.0.0\"] | 1.1.0",
          "\"cniVersion\":\"0.4.0\",\"cniVersions\":[\"9.0.0\",\"1.1.0\",\"1.0.0\"] | 1.1.0",
          "\"cniVersion\":\"9.0.0\",\"cniVersions\":[\"1.0.0\"] | 1.0.0",
          "\"cniVersion\":\"9.0.0\",\"cniVersions\":[\"8.0.0\"] | 9.0.0",
          "\"cniVersions\":[] | !!"
        })
    void thatLibcniTakes(String members, String version) {
      assertThat(NetworkConfiguration.parse(list(members)).version().text()).isEqualTo(version);
    }

    @Test
    void ofItsOwnIfItIsOfOnePlugin() {
      assertThat(
              NetworkConfiguration.parse(
                      "{\"name\":\"n\",\"type\":\"a\",\"cniVersion\":\"0.4.0\","
                          + "\"cniVersions\":[\"1.0.0\"]}")
                  .version()
                  .text())
          .isEqualTo("0.4.0");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "true | true",
        "false | false",
        "\"true\" | true",
        "\"TRUE\" | true",
        "\"False\" | false"
      })
  void disablesCheckAndGcByFlagsThatMayBeText(String value, boolean disabled) {
    NetworkConfiguration network =
        NetworkConfiguration.parse(list("\"disableCheck\":" + value + ",\"disableGC\":" + value));
    assertThat(network.disableCheck()).isEqualTo(disabled);
    assertThat(network.disableGc()).isEqualTo(disabled);
  }

  @Test
  void disablesNothingIfItIsOfOnePluginAsForLibcni() {
    NetworkConfiguration network =
        NetworkConfiguration.parse(
            "{\"name\":\"n\",\"type\":\"a\",\"disableCheck\":true,\"disableGC\":true}");
    assertThat(network.disableCheck() || network.disableGc()).isFalse();
  }

  @Nested
  class HasPlugins {
    private List<String> types(NetworkConfiguration network) {
      return network.plugins().stream().map(plugin -> plugin.path("type").asText()).toList();
    }

    private void beside(String file, String text) throws IOException {
      Files.writeString(Files.createDirectories(directory.resolve("n")).resolve(file), text);
    }

    @Test
    void ofTheDirectoryOfItsNameAfterItsOwn() throws IOException {
      beside("20-c.conf", "{\"type\":\"c\"}");
      beside("10-b.conf", "{\"type\":\"b\"}");
      beside("30-d.json", "{\"type\":\"d\"}");
      Files.createDirectory(directory.resolve("n/40-e.conf"));
      assertThat(types(load("n.conflist", list("\"x\":1")))).containsExactly("a", "b", "c");
      assertThat(types(load("m.conflist", "{\"name\":\"n\"}"))).containsExactly("b", "c");
      assertThat(types(load("o.conflist", list("\"loadOnlyInlinedPlugins\":true"))))
          .containsExactly("a");
      assertThat(types(load("p.conf", "{\"name\":\"n\",\"type\":\"a\"}"))).containsExactly("a");
    }

    @Test
    void orIsRefused() throws IOException {
      assertThatThrownBy(() -> load("n.conflist", "{\"name\":\"none\"}"))
          .hasMessage("has no plugins");
      beside("10-b.conf", "{}");
      assertThatThrownBy(() -> load("n.conflist", list("\"x\":1")))
          .hasMessage(
              "has the plugin "
                  + directory.resolve("n/10-b.conf")
                  + ", which has a plugin without a type");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "[] | must be a JSON object",
        "{ | is not JSON at line 1, column 2",
        "{} | has no name",
        "{\"name\":5} | has a name that is not a string",
        "{\"name\":\"n\",\"plugins\":{}} | has plugins that are not a list",
        "{\"name\":\"n\",\"plugins\":[]} | has an empty list of plugins",
        "{\"name\":\"n\",\"plugins\":[{\"type\":\"\"}]} | has a plugin without a type",
        "{\"name\":\"n\",\"type\":5} | has a plugin without a type",
        "{\"name\":\"n\",\"loadOnlyInlinedPlugins\":true} | has no plugins, although"
            + " loadOnlyInlinedPlugins is true",
        "{\"name\":\"n\",\"type\":\"a\",\"cniVersion\":1} | has a cniVersion that is not a string",
        "{\"name\":\"n\",\"cniVersions\":\"1.0.0\"} | has cniVersions that are not a list",
        "{\"name\":\"n\",\"cniVersions\":[1]} | has cniVersions of which one is not a string",
        "{\"name\":\"n\",\"cniVersions\":[\"x\"]} | has the wrong cniVersions: 'x' is not a version"
            + " such as 1.0.0",
        "{\"name\":\"n\",\"plugins\":[{\"type\":\"a\"}],\"disableGC\":1} | has a disableGC that is"
            + " neither true nor false",
        "{\"name\":\"n\",\"plugins\":[{\"type\":\"a\"}],\"disableCheck\":\"yes\"} | has a"
            + " disableCheck that is neither true nor false"
      })
  void isRefusedInOneSentence(String document, String problem) {
    assertThatThrownBy(() -> NetworkConfiguration.parse(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
