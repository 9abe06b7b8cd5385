package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.image.Finished;
import io.cnifp.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cni-fp} says of itself. The texts are in {@code src/test/resources/help}. */
@DisplayName("cni-fp")
class HelpIT {
  private static final String COLOUR = "\u001b\\[[0-9;]*m";

  @TempDir private Path folder;
  private CniFp command;

  @BeforeEach
  void aCommand() {
    command = new CniFp(folder);
  }

  private static String expected(String name) throws IOException {
    try (InputStream text = HelpIT.class.getResourceAsStream("/help/" + name + ".txt")) {
      assertThat(text).as("help/" + name + ".txt").isNotNull();
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "show",
        "set",
        "clear",
        "simulate",
        "parse",
        "history",
        "wait",
        "paused",
        "resume",
        "call",
        "actions",
        "delegates",
        "doctor",
        "completion",
        "man"
      })
  void explainsACommandTheSameWithAndWithoutATerminal(String name) throws Exception {
    Finished help = command.run(name, "--help");
    assertThat(help.stdout()).isEqualTo(expected(name));
    assertThat(help.stdout().lines()).allMatch(line -> line.length() <= 80);
    assertThat(help.status()).isZero();
    Finished coloured = command.variable("TERM", "xterm").runInTerminal(name, "--help");
    assertThat(coloured.stdout()).containsPattern(COLOUR);
    assertThat(coloured.stdout().replaceAll(COLOUR, "")).isEqualTo(help.stdout());
    assertThat(expected("cni-fp")).containsPattern("\n  " + name + "  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", ""})
  void explainsItself(String argument) throws Exception {
    Finished help = argument.isEmpty() ? command.run() : command.run(argument);
    assertThat(help.stdout()).isEqualTo(expected("cni-fp"));
    assertThat(help.status()).isZero();
  }

  @Test
  void tellsItsVersion() throws Exception {
    String version = Files.readString(Image.built().root().resolve("VERSION"));
    assertThat(command.run("--version").stdout()).isEqualTo("cni-fp " + version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb"})
  void hasNoColoursIfNoneAreWanted(String variable) throws Exception {
    String[] parts = variable.split("=", 2);
    Finished plain =
        command.variable("TERM", "xterm").variable(parts[0], parts[1]).runInTerminal("--help");
    assertThat(plain.stdout()).isEqualTo(expected("cni-fp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob|there is no command 'frob' (see cni-fp --help)",
        "chek|there is no command 'chek'; did you mean",
        "--nonsense|unknown argument '--nonsense'",
        "check|Missing required parameter: 'FILE' (see cni-fp check --help)",
        "show a b|unknown argument 'b'",
        "wait --timeout soon|'soon' is no duration such as 500ms, 30s, 5m or 1h",
        "show --output xml f|Invalid value for option '--output'",
      })
  void refusesWrongArgumentsInOneLine(String words) throws Exception {
    String[] parts = words.split("\\|", 2);
    Finished refused = command.run(parts[0].split(" ", -1));
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.stdout()).isEmpty();
    assertThat(refused.stderr()).startsWith("cni-fp: ").contains(parts[1]).hasLineCount(1);
  }

  @Test
  void worksThroughALinkAndUnderAnEmptyLocale() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("cni fp"), Image.built().launcher("cni-fp"));
    Path file = Files.writeString(folder.resolve("é.json"), "{\"cmdAdd\":\"1*error(é)\"}");
    Finished finished =
        Finished.of(
            List.of(link.toString(), "simulate", file.toString()),
            Map.of("CNI_FP_STATE_DIR", folder.toString(), "JAVA_TOOL_OPTIONS", "-XX:Nonsense"),
            "");
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.stdout()).contains("error(é)");
  }

  @Test
  void completesItsWordsInBash() throws Exception {
    Finished completed =
        Finished.of(
            List.of(
                "/bin/bash",
                "-c",
                "source <(\"$0\" completion); COMP_WORDS=(cni-fp si); COMP_CWORD=1;"
                    + " _complete_cni-fp; echo \"${COMPREPLY[@]}\"",
                Image.built().launcher("cni-fp").toString()),
            Map.of("PATH", "/usr/bin:/bin"),
            "");
    assertThat(completed.stdout()).isEqualTo("simulate\n");
  }

  @Test
  void hasAManualPageThatManReads() throws Exception {
    Path page = Image.built().root().resolve("share/man/man1/cni-fp.1");
    assertThat(command.run("man").stdout()).isEqualTo(Files.readString(page));
    Finished shown =
        Finished.of(
            List.of("/usr/bin/groff", "-man", "-Tutf8", "-ww", page.toString()), Map.of(), "");
    assertThat(shown.stderr()).isEmpty();
    String text = shown.stdout().replaceAll(COLOUR, "").replaceAll(".\b", "");
    assertThat(text).contains("SYNOPSIS", "EXIT STATUS").contains("--make-netns", "simulate");
  }
}
