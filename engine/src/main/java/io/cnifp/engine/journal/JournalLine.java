package io.cnifp.engine.journal;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.Optional;

/**
 * A line of the journal, as {@link JournalReader} reads it.
 *
 * @param json its object
 */
public record JournalLine(JsonObject json) {
  private static final String BEGINNING = "{\"time\":\"";

  /** Parses a line; empty if it is no entry, such as one that a full disk has cut. */
  static Optional<JournalLine> parse(String line) {
    try {
      return JsonValue.parse(line) instanceof JsonObject json
              && json.get(JournalField.EVENT.word()).isPresent()
          ? Optional.of(new JournalLine(json))
          : Optional.empty();
    } catch (JsonException e) {
      // The next entry follows one that was cut on the same line.
      int next = line.lastIndexOf(BEGINNING);
      return next > 0 ? parse(line.substring(next)) : Optional.empty();
    }
  }

  /** Returns a member as text; empty text if it is missing. */
  public String text(JournalField field) {
    JsonValue value = json.get(field.word()).orElse(null);
    if (value instanceof JsonString text) {
      return text.asText();
    }
    return value instanceof JsonNumber number ? number.text() : "";
  }

  /** Returns a member as a number; 0 if it is missing. */
  public long number(JournalField field) {
    try {
      return json.get(field.word()).map(JsonValue::asLong).orElse(0L);
    } catch (JsonException e) {
      return 0;
    }
  }

  /** Returns the event: {@code fired}, {@code waiting}, {@code refused} or {@code ignored}. */
  public String event() {
    return text(JournalField.EVENT);
  }

  /**
   * Returns what distinguishes this evaluation from all others; the line about its wait and the one
   * about its end have the same.
   */
  public String evaluation() {
    return text(JournalField.TIME)
        + " "
        + text(JournalField.PID)
        + " "
        + text(JournalField.POINT)
        + " "
        + text(JournalField.FILE);
  }
}
