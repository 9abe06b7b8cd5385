package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cni-fp check} finds in network configurations. */
@DisplayName("a network configuration")
class NetworkCheckTests {
  @TempDir private Path directory;
  private CommandRun command;

  @BeforeEach
  void aCommand() {
    command = new CommandRun(directory);
  }

  private CommandRun.Ended check(String plugin) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("net.conflist"),
            "{\"cniVersion\":\"1.0.0\",\"name\":\"n\",\"plugins\":[{\"type\":\"portmap\"},{"
                + plugin
                + "}]}");
    return command.run("check", file.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"failpoint\":{\"confPath\":\"/x\",\"optional\":true,\"cleanUp\":true}",
        ",\"failpoint\":{\"points\":{\"cmdAdd\":\"50%error(x)\"}}",
        ",\"failpoint\":{\"delegate\":\"flannel\"},\"delegate\":{\"hairpinMode\":true}",
        ",\"failpoint\":{\"delegate\":{\"type\":\"ptp\",\"mtu\":1400}}",
        ",\"delegate\":null"
      })
  void isFineWithTheKeyFailpoint(String members) throws IOException {
    assertThat(check("\"type\":\"cni-bridge-fp\"" + members).out()).endsWith(": ok\n");
  }

  /** It named the delegate once, and is flannel's, meshnet's or canal's. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"ptp\"}", "\"ptp\"", "{\"hairpinMode\":true}"})
  void isWarnedAboutForAKeyDelegateOutsideOfIt(String delegate) throws IOException {
    CommandRun.Ended checked =
        check("\"type\":\"cni-bridge-fp\",\"delegate\":" + delegate + ",\"failpoint\":{}");
    assertThat(checked.status()).isZero();
    assertThat(checked.out())
        .contains(
            "warning: the key delegate is the plugin's own and is passed on to it as it is; what"
                + " cni-bridge-fp delegates to is named by \"failpoint\": {\"delegate\": ...}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"confpath\":\"/x\"}|only confPath, points, delegate, optional, cleanUp were expected",
        "{\"confPath\":\"/x\",\"points\":{}}|either confPath or points was expected",
        "{\"confPath\":\"points/f.json\"}|failpoint confPath(points/f.json) is required to be",
        "{\"delegate\":{\"type\":\"x\",\"cniVersion\":5}}|a string was expected as cniVersion",
        "{\"optional\":1}|failpoint.optional must be true or false",
        "{\"delegate\":7}|a delegate's name, or an object whose type is the name, was expected",
        "{\"delegate\":{\"mtu\":1}}|a delegate's name, or an object whose type is the name, was",
        "{\"points\":{\"cmdAdd\":\"1*error(x)\"}}|the configuration's key failpoint.points is"
            + " wrong: cmdAdd: term 1 has a count",
        "{\"points\":{\"cmdAdd\":\"eror(x)\"}}|cmdAdd: unknown action \"eror\"",
        "{\"points\":{\"cmdAdds\":\"off\"}}|unknown point \"cmdAdds\"",
      })
  void isWrongIfTheKeyIs(String failpoint, String problem) throws IOException {
    CommandRun.Ended checked = check("\"type\":\"cni-x-fp\",\"failpoint\":" + failpoint);
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.out()).contains("error: " + problem);
  }

  @Test
  void ofOtherPluginsIsTheirs() throws IOException {
    assertThat(check("\"type\":\"flannel\",\"delegate\":{},\"failpoint\":5").out())
        .contains("warning: no plugin of this network configuration uses cni-fp");
  }

  /** As a file of the directory of its network's name has it: libcni adds name and version. */
  @Test
  void mayBeOfAPluginWithoutAName() {
    assertThat(
            command
                .runWith("{\"type\":\"cni-ptp-fp\",\"failpoint\":{\"delegate\":5}}", "check", "-")
                .out())
        .contains("error: a delegate's name, or an object");
  }

  @Test
  void mayBeOfOnePluginAndComeFromStandardInput() {
    CommandRun.Ended checked =
        command.runWith(
            "{\"name\":\"n\",\"type\":\"cni-ptp-fp\",\"failpoint\":{\"points\":[]}}", "check", "-");
    assertThat(checked.out()).contains("error: failpoint.points must be an object");
  }
}
