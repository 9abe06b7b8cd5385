package io.cnifp.api.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON patch (RFC 6902): operations that change a value one after the other.
 *
 * <pre>{@code
 * JsonPatch odd =
 *     JsonPatch.of(JsonValue.parse(
 *         "[{'op': 'replace', 'path': '/ips/0/address', 'value': 'nonsense'}]".replace('\'', '"'))
 *         .asArray());
 * JsonValue changed = odd.apply(result);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads. What the operations add together is bounded,
 * and so is the depth of the result, so that no patch exhausts memory.
 *
 * @since 0.1
 */
public final class JsonPatch {
  private final List<JsonPatchOperation> operations;

  private JsonPatch(List<JsonPatchOperation> operations) {
    this.operations = List.copyOf(operations);
  }

  /**
   * {@return the patch of an array of operations}
   *
   * @param operations at least one
   * @throws JsonException if there is none, or an element is no operation of RFC 6902
   */
  public static JsonPatch of(JsonArray operations) {
    if (operations.elements().isEmpty()) {
      throw operations.error("at least one operation was expected");
    }
    List<JsonPatchOperation> read = new ArrayList<>();
    for (JsonValue element : operations.elements()) {
      read.add(JsonPatchOperation.of(element));
    }
    return new JsonPatch(read);
  }

  /**
   * {@return a value changed by the operations}
   *
   * @param value the value; stays as it is
   * @throws JsonException if an operation cannot be applied. The message names it by its number
   *     from 1 and what it was to do, and does not quote the value
   */
  public JsonValue apply(JsonValue value) {
    JsonValue changed = value;
    JsonPatchBounds bounds = new JsonPatchBounds();
    int number = 0;
    for (JsonPatchOperation operation : operations) {
      number++;
      try {
        changed = operation.apply(changed, bounds);
      } catch (JsonException e) {
        throw new JsonException(
            "operation " + number + " (" + operation.text() + "): " + e.expected(), null, -1);
      }
    }
    return changed;
  }
}
