package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.command.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What others have written reaches the terminal, and does nothing there. */
class TerminalTests {
  private static final String HOSTILE = "a\u009b31mb\u202ec\u2028d\u007fe\u001b]0;x\u0007";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Terminal terminal(boolean colours) {
    return new Terminal(InputStream.nullInputStream(), out, out, colours);
  }

  private String written(Terminal terminal) {
    assertThat(terminal.flush()).isTrue();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void escapesItInALine() {
    Terminal terminal = terminal(true);
    terminal.line(HOSTILE);
    assertThat(written(terminal))
        .isEqualTo("a\\u009b31mb\\u202ec\\u2028d\\u007fe\\u001b]0;x\\u0007\n");
  }

  @Test
  void escapesItInJsonWhichStaysTheSameJson() throws Exception {
    Terminal terminal = terminal(true);
    terminal.json(List.of(Map.of("msg", HOSTILE)));
    terminal.jsonLine(Map.of("msg", HOSTILE));
    String written = written(terminal);
    assertThat(written.codePoints())
        .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c > 0x7e));
    assertThat(new ObjectMapper().readTree(written).at("/0/msg").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void neverTakesItForAStyle() {
    Terminal terminal = terminal(true);
    terminal.line("\uFDD0s\uFDD2" + terminal.styled(Terminal.Style.STRONG, "\uFDD0e") + "\uFDEF");
    String written = written(terminal);
    assertThat(written).contains("\u001b[1m").endsWith("\u001b[0m\uFDEF\n");
    assertThat(written.chars().filter(c -> c == 0x1b)).hasSize(2);
  }

  @Test
  void shownWithoutColoursHasNone() {
    Terminal terminal = terminal(false);
    terminal.line(terminal.styled(Terminal.Style.BAD, "no"));
    assertThat(written(terminal)).isEqualTo("no\n");
  }
}
