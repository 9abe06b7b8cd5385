package io.cnifp.engine.failpoint;

import io.cnifp.api.CniRequest;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a call, which the conditions of a failpoint match. */
public final class CallAttributes {
  private final Map<Attribute, String> values;

  private CallAttributes(Map<Attribute, String> values) {
    this.values = values;
  }

  /**
   * Returns the attributes of a request.
   *
   * @param request the call
   * @param delegate the name of what it is delegated to; empty if that is not known
   */
  public static CallAttributes of(CniRequest request, String delegate) {
    Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      attribute.of(request).ifPresent(value -> values.put(attribute, value));
    }
    if (!delegate.isEmpty()) {
      values.put(Attribute.DELEGATE, delegate);
    }
    return new CallAttributes(values);
  }

  /** Returns attributes by the words of the language; other words are ignored. */
  public static CallAttributes of(Map<String, String> byWord) {
    Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      String value = byWord.get(attribute.word());
      if (value != null) {
        values.put(attribute, value);
      }
    }
    return new CallAttributes(values);
  }

  /** Returns an attribute, or null if the call has none. */
  @Nullable String get(Attribute attribute) {
    return values.get(attribute);
  }
}
