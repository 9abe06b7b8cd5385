package io.cnifp.api.json;

/**
 * One operation of a JSON patch.
 *
 * @param kind what it does
 * @param path the place that it changes or tests
 * @param from the place that a value comes from; the root unless it is moved or copied
 * @param value the value that is added or tested; JSON's null if the operation has none
 */
record JsonPatchOperation(Kind kind, JsonPointer path, JsonPointer from, JsonValue value) {
  enum Kind {
    ADD,
    REMOVE,
    REPLACE,
    MOVE,
    COPY,
    TEST;

    String word() {
      return switch (this) {
        case ADD -> "add";
        case REMOVE -> "remove";
        case REPLACE -> "replace";
        case MOVE -> "move";
        case COPY -> "copy";
        case TEST -> "test";
      };
    }

    boolean hasValue() {
      return this == ADD || this == REPLACE || this == TEST;
    }

    boolean hasFrom() {
      return this == MOVE || this == COPY;
    }
  }

  /**
   * Reads an operation; other members are ignored.
   *
   * @throws JsonException if it is none
   */
  static JsonPatchOperation of(JsonValue element) {
    JsonObject operation = element.asObject();
    Kind kind = kind(operation.require("op"));
    JsonPointer path = JsonPointer.of(operation.require("path"));
    JsonPointer from =
        kind.hasFrom() ? JsonPointer.of(operation.require("from")) : JsonPointer.ROOT;
    JsonValue value = kind.hasValue() ? operation.require("value") : JsonNull.NULL;
    return new JsonPatchOperation(kind, path, from, value);
  }

  private static Kind kind(JsonValue op) {
    String word = op.asText();
    for (Kind kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw op.error("one of add, remove, replace, move, copy, test was expected");
  }

  /**
   * Applies the operation.
   *
   * @throws JsonException if it cannot be applied to this document
   */
  JsonValue apply(JsonValue document, JsonPatchBounds bounds) {
    return switch (kind) {
      case ADD -> {
        bounds.requireRoom(value, path);
        yield path.add(document, value);
      }
      case REMOVE -> path.remove(document);
      case REPLACE -> {
        bounds.requireRoom(value, path);
        yield path.replace(document, value);
      }
      case MOVE -> move(document);
      case COPY -> {
        JsonValue copied = from.in(document);
        bounds.requireRoom(copied, path);
        yield path.add(document, copied);
      }
      case TEST -> {
        if (!JsonEquality.areEqual(path.in(document), value)) {
          throw JsonPointer.cannot("the value there is another one");
        }
        yield document;
      }
    };
  }

  private JsonValue move(JsonValue document) {
    JsonValue moved = from.in(document);
    if (from.equals(path)) {
      return document;
    }
    if (path.isInside(from)) {
      throw JsonPointer.cannot("a value cannot be moved into itself");
    }
    JsonPatchBounds.requireDepth(moved, path);
    return path.add(from.remove(document), moved);
  }

  /** Returns the operation for a message: what it does, and where. */
  String text() {
    return kind.word() + " " + (kind.hasFrom() ? from.shown() + " to " : "") + path.shown();
  }
}
