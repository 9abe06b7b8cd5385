package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The arguments that a runtime passes to plugins: CNI_ARGS and capability arguments. What comes
 * later replaces what came before. Used on one thread.
 */
final class RuntimeArguments {
  private static final String ANNOTATIONS = "io.kubernetes.cri.pod-annotations";
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private final Map<String, String> args = new LinkedHashMap<>();
  private final Map<String, Object> capabilities = new LinkedHashMap<>();

  /** Creates the arguments of a call that says nothing more; unknown ones are ignored. */
  RuntimeArguments() {
    args.put("IgnoreUnknown", "1");
    capabilities.put(ANNOTATIONS, Map.of());
  }

  /**
   * Adds what CNI_ARGS has: {@code K=V;K=V}, as strict as cnitool.
   *
   * @throws IllegalArgumentException if it has another form
   */
  RuntimeArguments args(String text) {
    if (text.isEmpty()) {
      return this;
    }
    for (String pair : text.split(";", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
        throw new IllegalArgumentException(
            "CNI_ARGS has '" + pair + "' where KEY=VALUE was expected");
      }
      args.put(parts[0], parts[1]);
    }
    return this;
  }

  /**
   * Adds one argument.
   *
   * @throws IllegalArgumentException if CNI_ARGS cannot hold it
   */
  RuntimeArguments arg(String key, String value) {
    if (key.isEmpty() || value.isEmpty() || (key + value).matches("(?s).*[;=].*")) {
      throw new IllegalArgumentException(
          "'" + key + "=" + value + "' is no argument KEY=VALUE without further = and ;");
    }
    args.put(key, value);
    return this;
  }

  /**
   * Adds capability arguments.
   *
   * @param name where they were given, for the message
   * @param json an object: the values by capability
   * @throws IllegalArgumentException if it is no JSON object
   */
  RuntimeArguments capabilities(String name, String json) {
    if (json.isEmpty()) {
      return this;
    }
    ObjectMapper mapper = new ObjectMapper();
    try {
      JsonNode object = mapper.readTree(json);
      if (object.isObject()) {
        capabilities.putAll(mapper.convertValue(object, MEMBERS));
        return this;
      }
    } catch (JsonProcessingException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(
        name + " is not a JSON object such as {\"portMappings\":[{\"hostPort\":8080}]}");
  }

  /** Adds annotations of the pod, if there are any. */
  RuntimeArguments annotations(Map<String, String> annotations) {
    if (!annotations.isEmpty()) {
      capabilities.put(ANNOTATIONS, annotations);
    }
    return this;
  }

  /** Returns CNI_ARGS. */
  String cniArgs() {
    StringBuilder text = new StringBuilder();
    args.forEach((key, value) ->
        text.append(text.isEmpty() ? "" : ";").append(key).append('=').append(value));
    return text.toString();
  }

  /** Returns the capability arguments, by capability. */
  Map<String, Object> capabilityArgs() {
    // A value may be null, which libcni passes on.
    return Collections.unmodifiableMap(capabilities);
  }
}
