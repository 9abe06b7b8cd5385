package io.cnifp.delegates;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.util.Map;

/** Requests with only what delegates read. */
final class Call {
  private Call() {}

  static CniRequest of(CniCommand command) {
    return of(command, JsonObject.of());
  }

  static CniRequest of(CniCommand command, String member, String json) {
    return of(command, JsonObject.of().with(member, JsonValue.parse(json)));
  }

  private static CniRequest of(CniCommand command, JsonObject netconf) {
    byte[] input = netconf.toString().getBytes(UTF_8);
    return CniRequest.of(command, Map.of(), input, netconf, "1.0.0");
  }
}
