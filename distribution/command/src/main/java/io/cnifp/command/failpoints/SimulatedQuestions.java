package io.cnifp.command.failpoints;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpointfile.FileLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code cni-fp simulate -}, which checks of the language use: each line of standard input is an
 * object {@code {"failpoint": ..., "calls": [{"pod": ...}, ...]}} and is answered by one line.
 */
final class SimulatedQuestions {
  private final Terminal terminal;
  private final ActionBinder binder;
  private final Supplier<RandomSource> draw;

  SimulatedQuestions(Terminal terminal, ActionBinder binder, Supplier<RandomSource> draw) {
    this.terminal = terminal;
    this.binder = binder;
    this.draw = draw;
  }

  /** Answers all lines. */
  void answer() {
    ObjectMapper json = new ObjectMapper();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
    int number = 0;
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        terminal.jsonLine(answer(number, json.readTree(line)));
      }
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitStatus.NO,
          "line " + number + ": a JSON object with failpoint and calls was expected");
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }

  private List<Map<String, Object>> answer(int number, JsonNode question) {
    List<SimulatedCall.Asked> calls = new ArrayList<>();
    for (JsonNode attributes : question.path("calls")) {
      Map<String, String> words = new LinkedHashMap<>();
      attributes.properties().forEach(e -> words.put(e.getKey(), e.getValue().asText()));
      Instant now = Instant.ofEpochSecond(attributes.path("now").asLong());
      calls.add(new SimulatedCall.Asked(CallAttributes.of(words), InstantSource.fixed(now)));
    }
    Failpoint failpoint =
        FailpointReader.parse("line " + number, question.path("failpoint").asText(), binder);
    List<Map<String, Object>> answers = new ArrayList<>();
    for (SimulatedCall call :
        SimulatedCall.simulate(failpoint, FileLimits.NONE, calls, draw.get())) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("fired", call.fired().orElse(null));
      answer.put("after", call.after().print());
      answers.add(answer);
    }
    return answers;
  }
}
