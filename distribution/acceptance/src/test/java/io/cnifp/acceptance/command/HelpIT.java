package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
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

/** The command as a process: its launcher, its terminal, its manual page. */
@DisplayName("cni-fp")
class HelpIT {
  private static final String COLOUR = "\u001b\\[[0-9;]*m";

  @TempDir private Path directory;
  private CniFp command;

  @BeforeEach
  void aCommand() {
    command = new CniFp(directory);
  }

  /** The texts themselves are checked by the tests of the command. */
  @Test
  void looksTheSameInATerminalButForColours() throws Exception {
    ProcessResult help = command.run("--help");
    assertThat(help.stdout()).startsWith("Usage: cni-fp [-hV] COMMAND\n");
    assertThat(help.status()).isZero();
    ProcessResult coloured = command.variable("TERM", "xterm").runInTerminal("--help");
    assertThat(coloured.stdout()).containsPattern(COLOUR);
    assertThat(coloured.stdout().replaceAll(COLOUR, "")).isEqualTo(help.stdout());
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
    ProcessResult plain =
        command.variable("TERM", "xterm").variable(parts[0], parts[1]).runInTerminal("--help");
    assertThat(plain.stdout()).doesNotContainPattern(COLOUR).contains("Failpoint files:");
  }

  @Test
  void worksThroughALinkAndUnderAnEmptyLocale() throws Exception {
    Path link =
        Files.createSymbolicLink(directory.resolve("cni fp"), Image.built().launcher("cni-fp"));
    Path file = Files.writeString(directory.resolve("é.json"), "{\"cmdAdd\":\"1*error(é)\"}");
    ProcessResult finished =
        ProcessResult.of(
            List.of(link.toString(), "simulate", file.toString()),
            Map.of("CNI_FP_STATE_DIR", directory.toString(), "JAVA_TOOL_OPTIONS", "-XX:Nonsense"),
            "");
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.stdout()).contains("error(é)");
  }

  @Test
  void completesItsWordsInBash() throws Exception {
    assertThat(completed("si")).isEqualTo("simulate\n");
  }

  /** What is completed is a word of a command line, where braces with a comma are expanded. */
  @Test
  void completesFailpointsAndTheCodesOfStatusInBash() throws Exception {
    String words = completed("set f.json cmdStatus");
    assertThat(words.strip().split(" ", -1))
        .contains(
            "cmdStatus=1*error",
            "cmdStatus=1*error{code=50\\,msg=plugin-not-available}",
            "cmdStatus=1*error{code=51\\,msg=limited-connectivity}");
  }

  private static String completed(String words) throws Exception {
    return ProcessResult.of(
            List.of(
                "/bin/bash",
                "-c",
                "source <(\"$0\" completion); COMP_WORDS=(cni-fp $1);"
                    + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                    + " _complete_cni-fp; echo \"${COMPREPLY[@]}\"",
                Image.built().launcher("cni-fp").toString(),
                words),
            Map.of("PATH", "/usr/bin:/bin"),
            "")
        .stdout();
  }

  @Test
  void hasAManualPageThatManReads() throws Exception {
    Path page = Image.built().root().resolve("share/man/man1/cni-fp.1");
    assertThat(command.run("man").stdout()).isEqualTo(Files.readString(page));
    ProcessResult shown =
        ProcessResult.of(
            List.of("/usr/bin/groff", "-man", "-Tutf8", "-ww", page.toString()), Map.of(), "");
    assertThat(shown.stderr()).isEmpty();
    String text = shown.stdout().replaceAll(COLOUR, "").replaceAll(".\b", "");
    assertThat(text).contains("SYNOPSIS", "EXIT STATUS").contains("--make-netns", "simulate");
  }
}
