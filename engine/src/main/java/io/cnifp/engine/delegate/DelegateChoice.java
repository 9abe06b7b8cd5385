package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.protocol.AddResult;
import io.cnifp.engine.protocol.CniVersions;
import java.util.Optional;

/**
 * Which delegate a call goes to, and with what.
 *
 * @param type the delegate's name
 * @param request what the delegate receives: the call as it came, unless the configuration names a
 *     delegate
 * @param cniVersion the version of the configuration that it receives; that of {@code request} is
 *     the caller's
 */
public record DelegateChoice(String type, CniRequest request, String cniVersion) {
  private static final String TYPE = "type";
  private static final String FAILPOINT = "failpoint";
  private static final String PREV_RESULT = "prevResult";

  /** Returns the choice of the delegate that the executable's name says, with the call as it is. */
  public static DelegateChoice ofName(String type, CniRequest request) {
    return new DelegateChoice(type, request, request.cniVersion());
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
    netconf = with(netconf, TYPE, JsonString.of(type));
    String version = version(netconf);
    if (!version.equals(request.cniVersion())) {
      netconf = withPrevResult(netconf, version);
    }
    return new DelegateChoice(type, request.withNetconf(netconf), version);
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

  private static String version(JsonObject netconf) {
    Optional<JsonValue> version = netconf.getIgnoringCase("cniVersion").filter(v -> !v.isNull());
    if (version.isEmpty()) {
      return CniVersions.DEFAULT;
    }
    if (version.get() instanceof JsonString text) {
      return text.asText().isEmpty() ? CniVersions.DEFAULT : text.asText();
    }
    throw wrong("its cniVersion must be a string");
  }

  /** A previous result has the version of the configuration, or the delegate would refuse it. */
  private static JsonObject withPrevResult(JsonObject netconf, String version) {
    Optional<JsonValue> previous = netconf.getIgnoringCase(PREV_RESULT);
    if (previous.isEmpty() || !CniVersions.SUPPORTED.contains(version)) {
      return netconf;
    }
    try {
      CniResponse.Success result =
          AddResult.check(CniResponse.success(previous.get().asObject()), version);
      return with(netconf, PREV_RESULT, AddResult.convert(result, version).json());
    } catch (CniException | JsonException e) {
      // Wrong as it is, it is the delegate's to refuse.
      return netconf;
    }
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
