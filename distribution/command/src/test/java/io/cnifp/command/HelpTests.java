package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.command.session.Session;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.failpoint.Attribute;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The help. Its texts are in {@code src/test/resources/help}; with {@code -Dcnifp.help.write=true}
 * the tests write them instead.
 */
@DisplayName("the help of cni-fp")
class HelpTests {
  private static final String COLOUR = "\u001b\\[[0-9;]*m";
  private static final boolean WRITE = Boolean.getBoolean("cnifp.help.write");

  @TempDir private Path directory;
  private CommandRun command;

  @BeforeEach
  void aCommand() {
    command = new CommandRun(directory);
  }

  private static String recorded(String name, String actual) throws IOException {
    if (WRITE) {
      Files.writeString(Path.of("src/test/resources/help", name + ".txt"), actual);
      return actual;
    }
    try (InputStream text = HelpTests.class.getResourceAsStream("/help/" + name + ".txt")) {
      assertThat(text).as("help/" + name + ".txt").isNotNull();
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All but {@code help}, which has none of its own. */
  static Stream<String> explainsASubcommand() {
    Terminal nowhere =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false);
    return new CniFpCommand(new Session(Map.of(), Optional.empty(), Optional.empty(), nowhere))
        .subcommands().stream().filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @MethodSource
  void explainsASubcommand(String name) throws IOException {
    CommandRun.Ended help = command.run(name, "--help");
    assertThat(help.out()).isEqualTo(recorded(name, help.out()));
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(help.status()).isZero();
    assertThat(command.inColours().run(name, "--help").out().replaceAll(COLOUR, ""))
        .isEqualTo(help.out());
  }

  @ParameterizedTest
  @EnumSource
  void ofSimulateHasAnOptionForEachAttribute(Attribute attribute) {
    assertThat(command.run("simulate", "--help").out()).contains("--" + attribute.word() + "=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", ""})
  void listsTheSubcommandsInGroups(String argument) throws IOException {
    CommandRun.Ended help = argument.isEmpty() ? command.run() : command.run(argument);
    assertThat(help.out()).isEqualTo(recorded("cni-fp", help.out()));
    assertThat(help.out())
        .containsSubsequence("Failpoint files:", "What fired:", "Calls:", "Installation:");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(help.status()).isZero();
  }

  @Test
  void hidesWhatOnlyChecksAndTheBuildUse() {
    assertThat(command.run("--help").out()).doesNotContain("parse", "  man ");
    assertThat(command.run("simulate", "--help").out()).doesNotContain("standard input");
    assertThat(command.run("man").out()).startsWith(".TH").doesNotContain(".SS parse");
    assertThat(command.runWith("\"off\"\n", "parse").out()).isEqualTo("ok \"off\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          frob                 | unknown command 'frob' (see cni-fp --help)
          frob --help          | unknown command 'frob' (see cni-fp --help)
          --help frob          | unknown command 'frob' (see cni-fp --help)
          -V frob              | unknown command 'frob' (see cni-fp --help)
          --frob --help        | unknown argument '--frob' (see cni-fp --help)
          actions frob --help  | unknown argument 'frob' (see cni-fp actions --help)
          history --frob -h    | unknown argument '--frob' (see cni-fp history --help)
          chek                 | unknown command 'chek'; did you mean
          --nonsense           | unknown argument '--nonsense'
          check                | Missing required parameter: 'FILE' (see cni-fp check --help)
          show a b             | unknown argument 'b'
          wait --timeout soon  | 'soon' is not a duration such as 500ms, 30s, 1m30s or 1h
          show --output xml f  | Invalid value for option '--output'
          """)
  void isNamedWhenArgumentsAreInvalid(String words, String message) {
    CommandRun.Ended refused = command.run(words.split(" ", -1));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).startsWith("cni-fp: ").contains(message).hasLineCount(1);
  }
}
