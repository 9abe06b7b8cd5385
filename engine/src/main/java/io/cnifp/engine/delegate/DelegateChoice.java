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
 * @param request what the delegate receives: the call as it came, unless {@code delegate} is an
 *     object
 */
record DelegateChoice(String type, CniRequest request) {
  private static final String KEY = "delegate";
  private static final String TYPE = "type";

  /**
   * Chooses a delegate: the configuration's key {@code delegate}, a name or an object, else the one
   * of the executable's name.
   *
   * <p>The members of an object replace those of the configuration (flannel's convention). The
   * delegate receives the result with {@code type} set and without the keys of this project; what
   * the object itself has by these names is the delegate's.
   *
   * @param otherwise the delegate of the executable's name
   * @throws CniException with code 7 if the key is neither, or is an object without a type
   */
  static DelegateChoice of(CniRequest request, String otherwise) {
    Optional<JsonValue> key = request.member(KEY);
    if (key.isEmpty()) {
      return new DelegateChoice(otherwise, request);
    }
    if (key.get() instanceof JsonString name) {
      return new DelegateChoice(checked(name.asText()), request);
    }
    if (key.get() instanceof JsonObject delegate) {
      String type = type(delegate);
      return new DelegateChoice(
          type, request.withNetconf(merged(request.netconf(), delegate).with(TYPE, type)));
    }
    throw wrong("a delegate's name or an object was expected");
  }

  private static JsonObject merged(JsonObject netconf, JsonObject delegate) {
    JsonObject merged = netconf.without(KEY).without("failpoint");
    for (JsonObject.Member member : delegate.members()) {
      merged = merged.with(member.name(), member.value());
    }
    return merged;
  }

  private static String type(JsonObject delegate) {
    Optional<JsonValue> type = delegate.get(TYPE);
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

  private static CniException wrong(String why) {
    return new CniException(
        CniError.INVALID_NETWORK_CONFIG, "the configuration's key delegate is wrong: " + why);
  }
}
