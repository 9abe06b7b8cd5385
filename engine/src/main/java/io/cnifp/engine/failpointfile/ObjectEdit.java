package io.cnifp.engine.failpointfile;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonObject.Member;
import io.cnifp.api.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Changes the text of a JSON object at one place, and no other byte of it. Immutable; each method
 * returns a changed copy of the text.
 */
final class ObjectEdit {
  private final byte[] document;
  private final JsonObject object;

  /**
   * Creates an edit.
   *
   * @param document the text
   * @param object the object that was parsed from it
   */
  ObjectEdit(byte[] document, JsonObject object) {
    this.document = document;
    this.object = object;
  }

  /** Returns the text with a new member after the last one, laid out like it. */
  byte[] added(String name, String json) {
    String added = JsonString.quote(name) + ": " + json;
    List<Member> members = object.members();
    if (members.isEmpty()) {
      int brace = object.start() + 1;
      return replaced(brace, object.end() - 1, "\n  " + added + "\n");
    }
    Member last = members.get(members.size() - 1);
    int from = last.start();
    while (isWhitespace(document[from - 1])) {
      from--;
    }
    String layout = new String(document, from, last.start() - from, StandardCharsets.US_ASCII);
    return replaced(last.value().end(), last.value().end(), "," + layout + added);
  }

  /** Returns the text without a member. */
  byte[] without(Member member) {
    int from = member.start();
    int to = member.value().end();
    for (Member other : object.members()) {
      if (other.start() < member.start()) {
        from = other.value().end();
      } else if (other.start() > member.start()) {
        return replaced(member.start(), other.start(), "");
      }
    }
    return replaced(from, to, "");
  }

  /** Returns the text with other characters between two places. */
  byte[] replaced(int from, int to, String text) {
    byte[] middle = text.getBytes(StandardCharsets.UTF_8);
    byte[] changed = new byte[from + middle.length + document.length - to];
    System.arraycopy(document, 0, changed, 0, from);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(document, to, changed, from + middle.length, document.length - to);
    return changed;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }
}
