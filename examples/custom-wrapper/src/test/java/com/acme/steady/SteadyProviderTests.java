package com.acme.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.testkit.DelegateContract;
import io.cnifp.testkit.TestEngine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract's tests and three more. The test engine's own delegate is called bridge. */
class SteadyProviderTests implements DelegateContract {

  @Override
  public DelegateProvider provider() {
    return new SteadyProvider();
  }

  private TestEngine steady() {
    return new TestEngine().withDelegate(provider()).delegateTo(configuration());
  }

  private static Optional<String> mac(CniRequest request) {
    return request
        .member("runtimeConfig")
        .flatMap(capabilities -> capabilities.asObject().get("mac"))
        .map(JsonValue::asText);
  }

  @Test
  void asksForTheSameAddressEachTime() {
    try (TestEngine engine = steady()) {
      for (String pod : new String[] {"web-1", "web-2", "web-1"}) {
        engine.variable("CNI_ARGS", "IgnoreUnknown=1;K8S_POD_NAME=" + pod).call(CniCommand.ADD);
      }
      var requests = engine.delegate().requests();
      String first = mac(requests.get(0)).orElseThrow();
      assertTrue(first.matches("0a:58(:[0-9a-f]{2}){4}"), first);
      assertEquals(mac(requests.get(0)), mac(requests.get(2)));
      assertTrue(!mac(requests.get(0)).equals(mac(requests.get(1))));
      assertEquals("bridge", requests.get(0).member("type").orElseThrow().asText());
    }
  }

  @Test
  void takesThePrefixFromThePolicy() {
    try (TestEngine engine =
        steady().settings(provider(), JsonObject.of().with("prefix", "02:ac"))) {
      engine.call(CniCommand.ADD);
      assertTrue(mac(engine.delegate().requests().get(0)).orElseThrow().startsWith("02:ac:"));
    }
    try (TestEngine engine = steady().settings(provider(), JsonObject.of().with("prefix", "ff"))) {
      assertTrue(engine.call(CniCommand.ADD).stdout().contains("\"code\": 7"));
    }
  }

  @Test
  void asksForNoAddressWithoutAPod() {
    try (TestEngine engine = steady()) {
      engine.call(CniCommand.STATUS);
      assertEquals(Optional.empty(), mac(engine.delegate().requests().get(0)));
    }
  }
}
