package io.cnifp.engine.source;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * The key {@code failpoint} of the network configuration, which holds all keys of this project. Any
 * other key of the configuration is the plugin's own.
 *
 * @param confPath the failpoint file as it is named
 * @param points failpoints without a file
 * @param delegate what the call is delegated to: a name, or an object with changes to the
 *     configuration. Not checked yet
 * @param optional whether failpoints that cannot be used are passed over rather than fail the call
 * @param cleanUp whether the delegate gets DEL after a failed ADD (SPEC.md, section 4)
 */
public record FailpointSettings(
    Optional<String> confPath,
    Optional<JsonObject> points,
    Optional<JsonValue> delegate,
    boolean optional,
    boolean cleanUp) {
  /** The name of the key. */
  public static final String KEY = "failpoint";

  private static final String CONF_PATH = "confPath";
  private static final String POINTS = "points";
  private static final String DELEGATE = "delegate";
  private static final String OPTIONAL = "optional";
  private static final String CLEAN_UP = "cleanUp";

  /** The keys in it. */
  public static final List<String> KEYS = List.of(CONF_PATH, POINTS, DELEGATE, OPTIONAL, CLEAN_UP);

  /**
   * Reads the key of a call's configuration; empty if there is none or it is {@code null}.
   *
   * @throws CniException with code 999 if something in it is wrong; the message names the place
   */
  public static Optional<FailpointSettings> of(CniRequest request) {
    Optional<JsonValue> key = request.member(KEY);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(NetconfMember.object(key.get(), KEY)));
    } catch (JsonException e) {
      throw new CniException(
          CniError.INTERNAL, "failed to parse network configuration: " + e.getMessage());
    }
  }

  /**
   * Reads an object.
   *
   * @throws JsonException if something in it is wrong
   */
  public static FailpointSettings of(JsonObject failpoint) {
    for (JsonObject.Member member : failpoint.members()) {
      if (!KEYS.contains(member.name())) {
        throw failpoint.error(
            "only " + String.join(", ", KEYS) + " were expected in " + KEY, member.start());
      }
    }
    Optional<String> confPath =
        NetconfMember.of(failpoint, CONF_PATH).flatMap(path -> NetconfMember.path(path, CONF_PATH));
    Optional<JsonObject> points =
        NetconfMember.of(failpoint, POINTS)
            .map(value -> NetconfMember.object(value, KEY + "." + POINTS));
    if (confPath.isPresent() && points.isPresent()) {
      throw failpoint.error("either confPath or points was expected in " + KEY + ", not both");
    }
    return new FailpointSettings(
        confPath,
        points,
        NetconfMember.of(failpoint, DELEGATE),
        isTrue(failpoint, OPTIONAL),
        isTrue(failpoint, CLEAN_UP));
  }

  private static boolean isTrue(JsonObject failpoint, String name) {
    Optional<JsonValue> value = NetconfMember.of(failpoint, name);
    try {
      return value.isPresent() && value.get().asBoolean();
    } catch (JsonException e) {
      throw value.orElseThrow().error(KEY + "." + name + " must be true or false");
    }
  }
}
