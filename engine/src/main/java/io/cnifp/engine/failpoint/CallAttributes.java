package io.cnifp.engine.failpoint;

import io.cnifp.api.CniRequest;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the matching filters look at: the attributes that a call has. */
public final class CallAttributes {
  private final Map<Filter.Key, String> values;

  private CallAttributes(Map<Filter.Key, String> values) {
    this.values = values;
  }

  /** The attributes of a request. */
  public static CallAttributes of(CniRequest request) {
    Map<Filter.Key, String> values = new EnumMap<>(Filter.Key.class);
    request.pod().ifPresent(pod -> values.put(Filter.Key.POD, pod));
    request.namespace().ifPresent(namespace -> values.put(Filter.Key.NAMESPACE, namespace));
    request.containerId().ifPresent(container -> values.put(Filter.Key.CONTAINER, container));
    request.ifname().ifPresent(ifname -> values.put(Filter.Key.IFNAME, ifname));
    if (!request.network().isEmpty()) {
      values.put(Filter.Key.NETWORK, request.network());
    }
    return new CallAttributes(values);
  }

  /** Attributes by the filters' words, for tools and tests; other words are passed over. */
  public static CallAttributes of(Map<String, String> byWord) {
    Map<Filter.Key, String> values = new EnumMap<>(Filter.Key.class);
    byWord.forEach((word, value) -> Filter.Key.of(word).ifPresent(key -> values.put(key, value)));
    return new CallAttributes(values);
  }

  /** The attribute that a filter looks at, or {@code null} if the call has none. */
  @Nullable String get(Filter.Key key) {
    return values.get(key);
  }
}
