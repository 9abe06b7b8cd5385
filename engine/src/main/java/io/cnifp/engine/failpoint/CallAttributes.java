package io.cnifp.engine.failpoint;

import io.cnifp.api.CniRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attributes of a call, which the conditions of a failpoint match. */
public final class CallAttributes {
  private final Map<Attribute, String> values;
  private final Supplier<Optional<String>> delegate;

  private CallAttributes(Map<Attribute, String> values, Supplier<Optional<String>> delegate) {
    this.values = values;
    this.delegate = delegate;
  }

  /**
   * Returns the attributes of a request.
   *
   * @param request the call
   * @param delegate the name of what it is delegated to; asked for only by a condition on it
   */
  public static CallAttributes of(CniRequest request, Supplier<Optional<String>> delegate) {
    Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    for (Attribute attribute : Attribute.values()) {
      attribute.of(request).ifPresent(value -> values.put(attribute, value));
    }
    return new CallAttributes(values, delegate);
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
    return new CallAttributes(values, Optional::empty);
  }

  /** Returns an attribute, or null if the call has none. */
  @Nullable String get(Attribute attribute) {
    String value = values.get(attribute);
    return value == null && attribute == Attribute.DELEGATE ? delegate.get().orElse(null) : value;
  }
}
