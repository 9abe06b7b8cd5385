package io.cnifp.cli.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A line of the journal.
 *
 * @param json the object that it is
 */
public record Entry(JsonNode json) {

  /** Reads a line; empty if it is no entry, such as one that a full disk has cut. */
  public static Optional<Entry> parse(String line, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(line);
      return json.isObject() && json.hasNonNull("event")
          ? Optional.of(new Entry(json))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      // A line that a full disk has cut has the next one glued to it.
      int next = line.lastIndexOf("{\"time\":\"");
      return next > 0 ? parse(line.substring(next), mapper) : Optional.empty();
    }
  }

  /** A member as text; empty text if it isn't there. */
  public String text(String name) {
    return json.path(name).asText("");
  }

  /** What happened: {@code fired}, {@code waiting} or {@code refused}. */
  public String event() {
    return text("event");
  }

  /**
   * What tells this evaluation from all others: the line about its wait and the one about its end
   * have the same.
   */
  public String evaluation() {
    return text("time") + " " + text("pid") + " " + text("point") + " " + text("file");
  }
}
