package io.cnifp.api.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * How much the operations of one patch may add: a patch of a few lines can double a value again and
 * again. Used for one application of a patch, on one thread.
 */
final class JsonPatchBounds {
  /** As much as a delegate may reply. */
  private static final long MAX_ADDED = 8L * 1024 * 1024;

  private long added;

  /** Counts a value that is added somewhere. */
  void requireRoom(JsonValue value, JsonPointer place) {
    Extent extent = new Extent(MAX_ADDED - added);
    extent.measure(value);
    added += extent.size;
    if (added > MAX_ADDED) {
      throw JsonPointer.cannot("the operations add more than " + MAX_ADDED + " bytes");
    }
    requireDepth(extent, place);
  }

  /** Checks how deep a value would be that is moved somewhere. */
  static void requireDepth(JsonValue value, JsonPointer place) {
    Extent extent = new Extent(Long.MAX_VALUE);
    extent.measure(value);
    requireDepth(extent, place);
  }

  private static void requireDepth(Extent extent, JsonPointer place) {
    if (place.tokens().size() + extent.depth > JsonScanner.MAX_DEPTH) {
      throw JsonPointer.cannot(
          "the result would be nested deeper than " + JsonScanner.MAX_DEPTH + " levels");
    }
  }

  /** The size and the depth of a value; measuring ends when it is larger than is allowed. */
  private static final class Extent {
    private final long limit;
    private long size;
    private int depth;

    Extent(long limit) {
      this.limit = limit;
    }

    void measure(JsonValue value) {
      Deque<Part> parts = new ArrayDeque<>();
      parts.push(new Part(value, 0));
      while (!parts.isEmpty() && size <= limit) {
        Part part = parts.pop();
        JsonValue measured = part.value;
        if (measured.document != null) {
          scan(measured, part.depth);
        } else if (measured instanceof JsonObject object) {
          inside(part.depth);
          for (JsonObject.Member member : object.members()) {
            size += member.name().length();
            parts.push(new Part(member.value(), part.depth + 1));
          }
        } else if (measured instanceof JsonArray array) {
          inside(part.depth);
          array.elements().forEach(element -> parts.push(new Part(element, part.depth + 1)));
        } else {
          size += measured.toString().length();
        }
      }
    }

    private void inside(int outer) {
      size += 2;
      depth = Math.max(depth, outer + 1);
    }

    private void scan(JsonValue value, int outer) {
      size += value.end - value.start;
      JsonScanner scanner =
          new JsonScanner(Objects.requireNonNull(value.document), value.start, value.end);
      int inner = outer;
      for (JsonToken token = scanner.next(); token != JsonToken.END; token = scanner.next()) {
        if (token == JsonToken.OBJECT_START || token == JsonToken.ARRAY_START) {
          depth = Math.max(depth, ++inner);
        } else if (token == JsonToken.OBJECT_END || token == JsonToken.ARRAY_END) {
          inner--;
        }
      }
    }
  }

  private record Part(JsonValue value, int depth) {}
}
