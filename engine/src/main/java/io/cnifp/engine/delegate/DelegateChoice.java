package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import java.util.Optional;

/**
 * Which delegate a call goes to, and with what.
 *
 * @param type the delegate's name
 * @param request what the delegate receives: the call as it came, unless the configuration names a
 *     delegate
 */
public record DelegateChoice(String type, CniRequest request) {
  private static final String TYPE = "type";
  private static final String FAILPOINT = "failpoint";

  /** Returns the choice of the delegate that the executable's name says, with the call as it is. */
  public static DelegateChoice ofName(String type, CniRequest request) {
    return new DelegateChoice(type, request);
  }

  /**
   * Chooses the delegate that the configuration names: by its name, or by an object whose {@code
   * type} is the name and whose members replace those of the configuration. The delegate receives
   * the result with {@code type} set and without {@code failpoint}; one in the object is the
   * delegate's.
   *
   * @param named the value of {@code failpoint.delegate}
   * @param request the call
   * @throws CniException with code 7 if it is neither, or is an object without a type
   */
  public static DelegateChoice of(JsonValue named, CniRequest request) {
    JsonObject netconf = without(request.netconf(), FAILPOINT);
    String type;
    if (named instanceof JsonString name) {
      type = checked(name.asText());
    } else if (named instanceof JsonObject delegate) {
      type = type(delegate);
      for (JsonObject.Member member : delegate.members()) {
        netconf = with(netconf, member.name(), member.value());
      }
    } else {
      throw wrong("a delegate's name or an object was expected");
    }
    return new DelegateChoice(type, request.withNetconf(with(netconf, TYPE, JsonString.of(type))));
  }

  private static String type(JsonObject delegate) {
    Optional<JsonValue> type = delegate.getIgnoringCase(TYPE);
    if (type.isEmpty()) {
      throw wrong("it has no type");
    }
    if (type.get() instanceof JsonString name) {
      return checked(name.asText());
    }
    throw wrong("its type must be a delegate's name");
  }

  private static String checked(String type) {
    if (type.isEmpty()) {
      throw wrong("a delegate's name cannot be empty");
    }
    return type;
  }

  /** Sets a member; those whose names differ in case only would count as it in Go, and go. */
  private static JsonObject with(JsonObject object, String name, JsonValue value) {
    JsonObject changed = object;
    for (JsonObject.Member member : object.members()) {
      if (member.name().equalsIgnoreCase(name) && !member.name().equals(name)) {
        changed = changed.without(member.name());
      }
    }
    return changed.with(name, value);
  }

  private static JsonObject without(JsonObject object, String name) {
    JsonObject changed = object;
    for (JsonObject.Member member : object.members()) {
      if (member.name().equalsIgnoreCase(name)) {
        changed = changed.without(member.name());
      }
    }
    return changed;
  }

  private static CniException wrong(String why) {
    return new CniException(
        CniError.INVALID_NETWORK_CONFIG,
        "the configuration's key failpoint.delegate is wrong: " + why);
  }
}
