package com.acme.steady;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code "failpoint": {"delegate": {"type": "acme.steady", "wraps": "bridge"}}}: hands each call on
 * to another delegate, and asks it for a MAC address that follows from the pod's name: a pod that
 * is made again gets the same.
 *
 * <p>The policy says with which two bytes the addresses begin: {@code "delegates": {"acme.steady":
 * {"prefix": "0a:58"}}}.
 */
@ProviderInfo(
    name = "acme.steady",
    description = "hands each call on, with a MAC address for the pod's name",
    level = 2)
@AutoService(DelegateProvider.class)
public final class SteadyProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    String prefix = context.settings().get("prefix").map(JsonValue::asText).orElse("0a:58");
    // Of the first byte, the bit of a local address is set and that of a group is not.
    if (!prefix.matches("[0-9a-f][26ae]:[0-9a-f]{2}")) {
      throw new CniException(
          CniError.INVALID_NETWORK_CONFIG,
          "acme.steady: the policy's prefix must be the first two bytes of a local MAC address");
    }
    return request -> {
      String wrapped = request.member("wraps").map(JsonValue::asText).orElse("bridge");
      return context.delegate(wrapped).invoke(changed(request, wrapped, prefix));
    };
  }

  /** Returns the call as the wrapped delegate gets it. STATUS and GC are about no pod. */
  private static CniRequest changed(CniRequest request, String wrapped, String prefix) {
    JsonObject netconf = request.netconf().without("wraps").with("type", wrapped);
    if (request.command() != CniCommand.STATUS && request.command() != CniCommand.GC) {
      JsonObject capabilities =
          request.member("runtimeConfig").map(JsonValue::asObject).orElse(JsonObject.of());
      String mac = prefix + Places.macBytes(request);
      netconf = netconf.with("runtimeConfig", capabilities.with("mac", mac));
    }
    return request.withNetconf(netconf);
  }
}
