package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonText;
import io.cnifp.api.json.JsonToken;
import io.cnifp.api.json.JsonTree;
import io.cnifp.engine.protocol.Requests;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which delegate a call goes to, and with what.
 *
 * @param type the delegate's name
 * @param request what the delegate is given: the call as it came, unless {@code delegate} is an
 *     object
 */
record DelegateChoice(String type, CniRequest request) {

  /**
   * Chooses: the {@code delegate} key of the configuration, a name or an object; else the name that
   * the executable's name says.
   *
   * <p>An object is merged over the configuration, member by member (flannel's convention); the
   * delegate gets the merged document with {@code type} set and without our own keys. What the
   * object itself has by these names is the delegate's: another one of us, or flannel.
   *
   * @throws CniException with code 7 if the key is neither, or an object without a type
   */
  static DelegateChoice of(CniRequest request, String otherwise) {
    Optional<String> key = request.member("delegate");
    if (key.isEmpty()) {
      return new DelegateChoice(otherwise, request);
    }
    JsonScanner json = new JsonScanner(key.get().getBytes(StandardCharsets.UTF_8));
    return switch (json.next()) {
      case STRING -> new DelegateChoice(checked(json.text()), request);
      case OBJECT_START -> merged(request, key.get());
      default -> throw wrong("a delegate's name or an object was expected");
    };
  }

  private static DelegateChoice merged(CniRequest request, String object) {
    try {
      Map<String, Object> delegate = JsonTree.parseObject(object);
      Map<String, Object> netconf =
          new LinkedHashMap<>(
              JsonTree.parseObject(new String(request.netconf(), StandardCharsets.UTF_8)));
      String type = type(delegate.get("type"));
      netconf.remove("delegate");
      netconf.remove("failpoint");
      netconf.putAll(delegate);
      netconf.put("type", new JsonTree.Leaf(JsonText.quote(type)));
      byte[] document = JsonTree.print(netconf).getBytes(StandardCharsets.UTF_8);
      return new DelegateChoice(type, Requests.withNetconf(request, document));
    } catch (JsonSyntaxException e) {
      throw wrong(e.getMessage());
    }
  }

  private static String type(@Nullable Object type) {
    if (type == null) {
      throw wrong("it has no type");
    }
    if (type instanceof JsonTree.Leaf leaf) {
      JsonScanner json = new JsonScanner(leaf.json().getBytes(StandardCharsets.UTF_8));
      if (json.next() == JsonToken.STRING) {
        return checked(json.text());
      }
    }
    throw wrong("its type must be a delegate's name");
  }

  private static String checked(String type) {
    if (type.isEmpty()) {
      throw wrong("a delegate's name can't be empty");
    }
    return type;
  }

  private static CniException wrong(@Nullable String why) {
    return new CniException(
        CniError.INVALID_NETWORK_CONFIG, "the configuration's key delegate is wrong: " + why);
  }
}
