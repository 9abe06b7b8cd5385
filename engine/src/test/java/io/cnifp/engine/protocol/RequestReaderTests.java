package io.cnifp.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTests {
  private static final String NETCONF = "{\"cniVersion\":\"1.1.0\",\"name\":\"n\"}";

  private final Map<String, String> environment = new HashMap<>();

  private void complete(String command) {
    environment.put("CNI_COMMAND", command);
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/run/netns/x");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/opt/cni/bin");
  }

  private CniRequest read(String netconf) {
    Optional<CniRequest> request =
        RequestReader.read(environment, new ByteArrayInputStream(netconf.getBytes(UTF_8)));
    return request.orElseThrow();
  }

  private void assertRefused(String netconf, long code, String message, String details) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> read(netconf))
        .satisfies(e -> assertThat(e.error()).isEqualTo(new CniError(code, message, details)));
  }

  @Nested
  class Variables {
    @ParameterizedTest
    @CsvSource({
      "ADD,CNI_CONTAINERID,true",
      "ADD,CNI_NETNS,true",
      "ADD,CNI_IFNAME,true",
      "ADD,CNI_PATH,true",
      "CHECK,CNI_CONTAINERID,true",
      "CHECK,CNI_NETNS,true",
      "CHECK,CNI_IFNAME,true",
      "CHECK,CNI_PATH,true",
      "DEL,CNI_CONTAINERID,true",
      "DEL,CNI_NETNS,false",
      "DEL,CNI_IFNAME,true",
      "DEL,CNI_PATH,true",
      "GC,CNI_CONTAINERID,false",
      "GC,CNI_NETNS,false",
      "GC,CNI_IFNAME,false",
      "GC,CNI_PATH,true",
      "STATUS,CNI_CONTAINERID,false",
      "STATUS,CNI_NETNS,false",
      "STATUS,CNI_IFNAME,false",
      "STATUS,CNI_PATH,true",
      "VERSION,CNI_CONTAINERID,false",
      "VERSION,CNI_NETNS,false",
      "VERSION,CNI_IFNAME,false",
      "VERSION,CNI_PATH,false",
      "ADD,CNI_ARGS,false"
    })
    void areRequiredByCommand(String command, String variable, boolean required) {
      for (String value : new String[] {null, ""}) {
        complete(command);
        environment.put(variable, value);
        environment.values().removeIf(v -> v == null);
        if (required) {
          assertRefused(NETCONF, 4, "required env variables [" + variable + "] missing", "");
        } else {
          assertThat(read(NETCONF).command().name()).isEqualTo(command);
        }
      }
    }

    @Test
    void thatAreMissingAreToldTogetherBeforeStandardInputIsRead() {
      environment.put("CNI_COMMAND", "ADD");
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> RequestReader.read(environment, new FailingStream()))
          .withMessage(
              "required env variables [CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH] missing");
    }

    @ParameterizedTest
    @CsvSource({"a/b", "-a", "_a", ".a", "'a b'", "é", "a;b"})
    void nameAContainerByTheLettersOfANetwork(String id) {
      complete("ADD");
      environment.put("CNI_CONTAINERID", id);
      assertRefused(NETCONF, 4, "invalid characters in containerID", id);
    }

    @ParameterizedTest
    @CsvSource({"a", "A-b_c.9", "0", "a--"})
    void acceptContainersOfTheseLetters(String id) {
      complete("ADD");
      environment.put("CNI_CONTAINERID", id);
      assertThat(read(NETCONF).containerId()).contains(id);
    }

    @ParameterizedTest
    @CsvSource(
        ignoreLeadingAndTrailingWhitespace = false,
        value = {
          "abcdefghijklmnop,interface name is too long,interface name should be less than 16"
              + " characters",
          "éééééééé,interface name is too long,interface name should be less than 16 characters",
          ".,interface name is . or ..,",
          "..,interface name is . or ..,",
          "a/b,interface name contains / or : or whitespace characters,",
          "a:b,interface name contains / or : or whitespace characters,",
          "a b,interface name contains / or : or whitespace characters,",
          "a\u00a0b,interface name contains / or : or whitespace characters,",
          "a\tb,interface name contains / or : or whitespace characters,",
        })
    void nameAnInterfaceThatTheKernelTakes(String ifname, String message, String details) {
      complete("DEL");
      environment.put("CNI_IFNAME", ifname);
      assertRefused(NETCONF, 4, message, details == null ? "" : details);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghijklmno", "ééééééé", "...", "eth0.1", "a;b", "€€€€€"})
    void acceptInterfacesOfUpToFifteenBytes(String ifname) {
      complete("DEL");
      environment.put("CNI_IFNAME", ifname);
      assertThat(read(NETCONF).ifname()).contains(ifname);
    }

    @Test
    void ofAWrongFormAreToldBeforeMissingOnes() {
      environment.put("CNI_COMMAND", "ADD");
      environment.put("CNI_IFNAME", "a b");
      assertRefused(NETCONF, 4, "interface name contains / or : or whitespace characters", "");
    }

    @Test
    void withoutACommandAreNoCall() {
      assertThat(RequestReader.read(Map.of(), new FailingStream())).isEmpty();
      assertThat(RequestReader.read(Map.of("CNI_COMMAND", ""), new FailingStream())).isEmpty();
    }
  }

  @Nested
  class Configurations {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "``|6|error unmarshall network config: a JSON value was expected at line 1, column 1|``",
          "{|6|error unmarshall network config: a member's name in quotes was expected at line 1,"
              + " column 2|``",
          "[]|6|error unmarshall network config: a JSON object was expected at line 1, column 1|``",
          "{\"name\":5}|6|error unmarshall network config: a string was expected for name at line"
              + " 1, column 9|``",
          "null|7|missing network name|``",
          "{}|7|missing network name|``",
          "{\"name\":null}|7|missing network name|``",
          "{\"name\":\"\"}|7|missing network name|``",
          "{\"name\":\"a b\"}|7|invalid characters found in network name|a b",
        })
    void areCheckedBeforeTheCommand(String netconf, int code, String message, String details) {
      complete("ADD");
      assertRefused(netconf, code, message, details);
      environment.put("CNI_COMMAND", "NOPE");
      assertRefused(netconf, code, message, details);
    }

    @Test
    void haveAVersionThatIsAString() {
      complete("ADD");
      assertRefused(
          "{\"name\":\"n\",\"cniVersion\":5}",
          6,
          "decoding version from network config: a string was expected for cniVersion at line 1,"
              + " column 26",
          "");
    }

    @Test
    void thatCantBeReadAreCode5() {
      complete("ADD");
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> RequestReader.read(environment, new FailingStream()))
          .satisfies(e ->
              assertThat(e.error())
                  .isEqualTo(new CniError(5, "error reading from stdin: it is closed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOPE", "add", "ADD "})
    void ofAnUnknownCommandAreCode4(String command) {
      complete(command);
      assertRefused(NETCONF, 4, "unknown CNI_COMMAND: " + command, "");
    }
  }

  @Nested
  class Versions {
    @ParameterizedTest
    @CsvSource({
      "'{\"name\":\"n\"}',0.1.0",
      "'{\"name\":\"n\",\"cniVersion\":\"\"}',0.1.0",
      "'{\"name\":\"n\",\"cniVersion\":null}',0.1.0",
      "'{\"name\":\"n\",\"cniVersion\":\"0.3.1\"}',0.3.1"
    })
    void areTheOldestIfNoneIsGiven(String netconf, String version) {
      complete("ADD");
      assertThat(read(netconf).cniVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
      "CHECK,0.3.1,config version does not allow CHECK",
      "CHECK,1.2.0,plugin version does not allow CHECK",
      "GC,1.0.0,config version does not allow GC",
      "GC,2.0.0,plugin version does not allow GC",
      "STATUS,1.0.0,config version does not allow STATUS",
      "STATUS,1.1.1,plugin version does not allow STATUS"
    })
    void decideWhichCommandsThereAre(String command, String version, String message) {
      complete(command);
      assertRefused(netconf(version), 1, message, "");
    }

    @ParameterizedTest
    @CsvSource({"ADD,9.9.9", "DEL,0.5.0", "CHECK,0.5.0", "ADD,x", "ADD,1.1"})
    void areRefusedIfTheyAreNone(String command, String version) {
      complete(command);
      assertRefused(
          netconf(version),
          1,
          "incompatible CNI versions",
          "config is \""
              + version
              + "\", plugin supports [\"0.1.0\" \"0.2.0\" \"0.3.0\" \"0.3.1\" \"0.4.0\" \"1.0.0\""
              + " \"1.1.0\"]");
    }

    @Test
    void areNumbersWhereTheyAreCompared() {
      complete("CHECK");
      assertRefused(
          netconf("x"),
          6,
          "failed to convert major version part \"x\": strconv.Atoi: parsing \"x\": invalid syntax",
          "");
    }

    private String netconf(String version) {
      return "{\"name\":\"n\",\"cniVersion\":\"" + version + "\"}";
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "VERSION")
  void everyCommandIsReadWithItsWholeEnvironment(CniCommand command) {
    complete(command.name());
    environment.put("OTHER", "x");
    CniRequest request = read(NETCONF);
    assertThat(request.command()).isEqualTo(command);
    assertThat(request.environment()).isEqualTo(environment);
    assertThat(request.input()).isEqualTo(NETCONF.getBytes(UTF_8));
  }

  private static final class FailingStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("it is closed");
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return read();
    }
  }
}
