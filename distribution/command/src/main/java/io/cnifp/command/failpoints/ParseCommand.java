package io.cnifp.command.failpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** {@code cni-fp parse}. */
@Command(
    hidden = true,
    header = {"Parse failpoints.", ""},
    description = {
      "",
      "Reads failpoints from standard input, one JSON string a line. Answers each line with one:"
          + " \"ok\" and the canonical form as a JSON string, or \"no\" and the error.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0, whatever the answers are.",
      "",
      "Example: echo '\"1*error(x) -> off\"' | cni-fp parse"
    })
public final class ParseCommand extends Subcommand {
  /** Creates the subcommand. */
  public ParseCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ActionBinder binder = session.binder();
    ObjectMapper json = new ObjectMapper();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        session.terminal().out().println(answer(line, json, binder));
        if (!session.terminal().flush()) {
          return ExitStatus.FAILED;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
    return ExitStatus.DONE;
  }

  private static String answer(String line, ObjectMapper json, ActionBinder binder) {
    try {
      JsonNode text = json.readTree(line);
      if (!text.isTextual()) {
        return "no a JSON string was expected";
      }
      Failpoint failpoint = Failpoint.parse(text.textValue());
      binder.bind(failpoint);
      return "ok " + quoted(failpoint.print());
    } catch (JsonProcessingException e) {
      return "no a JSON string was expected";
    } catch (FailpointSyntaxException e) {
      return "no " + e.getMessage();
    }
  }

  /** A JSON string with no more escapes than JSON demands, as most programs write it. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
              : Character.isLowSurrogate(c)
                  && i > 0
                  && Character.isHighSurrogate(text.charAt(i - 1));
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !paired)) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
