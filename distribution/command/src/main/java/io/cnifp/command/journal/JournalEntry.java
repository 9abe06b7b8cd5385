package io.cnifp.command.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * An entry of the journal.
 *
 * @param json its line
 */
public record JournalEntry(JsonNode json) {

  /** Parses a line; empty if it is not an entry, for example one that a full disk has cut. */
  public static Optional<JournalEntry> parse(String line, ObjectMapper mapper) {
    try {
      JsonNode json = mapper.readTree(line);
      return json.isObject() && json.hasNonNull("event")
          ? Optional.of(new JournalEntry(json))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      // A full disk cuts a line, and the next entry follows on the same line.
      int next = line.lastIndexOf("{\"time\":\"");
      return next > 0 ? parse(line.substring(next), mapper) : Optional.empty();
    }
  }

  /** Returns a member as text; empty if it is missing. */
  public String text(String name) {
    return json.path(name).asText("");
  }

  /** Returns the event: {@code fired}, {@code waiting} or {@code refused}. */
  public String event() {
    return text("event");
  }

  /**
   * Returns what identifies the evaluation. The entry for the start of a wait and the one for its
   * end have the same value.
   */
  public String evaluation() {
    return text("time") + " " + text("pid") + " " + text("point") + " " + text("file");
  }
}
