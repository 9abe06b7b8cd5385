package io.cnifp.engine.protocol;

import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A network configuration: the bytes as they came, and where its top-level members stand.
 *
 * <p>Names are looked up as Go's decoder does, exactly or but for the case of ASCII letters; of a
 * repeated member the last one counts.
 */
final class NetConf {
  private final byte[] document;
  private final Map<String, Member> members;

  private NetConf(byte[] document, Map<String, Member> members) {
    this.document = document;
    this.members = members;
  }

  /**
   * Reads a configuration. {@code null} counts as an empty object, as in Go.
   *
   * @throws JsonSyntaxException if it isn't a JSON object
   */
  static NetConf parse(byte[] document) {
    JsonScanner scanner = new JsonScanner(document);
    Map<String, Member> members = new LinkedHashMap<>();
    JsonToken first = scanner.next();
    if (first == JsonToken.OBJECT_START) {
      while (scanner.next() == JsonToken.KEY) {
        String name = scanner.text();
        JsonToken value = scanner.next();
        int from = scanner.skip(value);
        members.put(name, new Member(value, from, scanner.end()));
      }
    } else if (first != JsonToken.NULL) {
      throw scanner.error("a JSON object was expected", scanner.start());
    }
    scanner.next();
    return new NetConf(document, members);
  }

  /** A configuration without members, for VERSION. */
  static NetConf empty() {
    return new NetConf(new byte[0], Map.of());
  }

  byte[] document() {
    return document.clone();
  }

  /** The JSON text of a member; empty if it isn't there or {@code null}. */
  Optional<String> member(String name) {
    Member member = find(name);
    if (member.type() == JsonToken.NULL) {
      return Optional.empty();
    }
    return Optional.of(
        new String(document, member.from(), member.to() - member.from(), StandardCharsets.UTF_8));
  }

  /**
   * The text of a string member; empty if it isn't there, {@code null} or an empty string.
   *
   * @throws JsonSyntaxException if it is something else
   */
  String string(String name) {
    Member member = find(name);
    return switch (member.type()) {
      case NULL -> "";
      case STRING -> {
        JsonScanner scanner = scanner(member);
        scanner.next();
        yield scanner.text();
      }
      default ->
          throw new JsonScanner(document).error("a string was expected for " + name, member.from());
    };
  }

  private JsonScanner scanner(Member member) {
    return new JsonScanner(Arrays.copyOfRange(document, member.from(), member.to()));
  }

  private Member find(String name) {
    Member member = members.get(name);
    if (member != null) {
      return member;
    }
    Member folded = new Member(JsonToken.NULL, 0, 0);
    for (Map.Entry<String, Member> candidate : members.entrySet()) {
      if (candidate.getKey().equalsIgnoreCase(name)) {
        folded = candidate.getValue();
      }
    }
    return folded;
  }

  private record Member(JsonToken type, int from, int to) {}
}
