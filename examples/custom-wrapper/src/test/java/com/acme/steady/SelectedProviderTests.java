package com.acme.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.testkit.FailpointActionContract;
import io.cnifp.testkit.TestEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract's tests and two more. */
class SelectedProviderTests implements FailpointActionContract {

  @Override
  public FailpointActionProvider provider() {
    return new SelectedProvider();
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(SelectedProvider.PERCENTAGE, SelectedProvider.AT_MOST);
  }

  @Override
  public List<String> accepted() {
    return List.of("acme.selected{percentage=10}", "acme.selected{percentage=100%,at_most=5}");
  }

  @Override
  public List<String> refused() {
    return List.of(
        "acme.selected", "acme.selected{percentage=101}", "acme.selected{percentage=1,at_most=0}");
  }

  @Test
  void failsAsOftenAsItIsTold() {
    try (TestEngine engine = new TestEngine().withAction(provider())) {
      engine.settings(provider(), JsonObject.of().with("msg", "chirp"));
      engine.failpoint("cmdAdd", "acme.selected{percentage=100,at_most=2}");
      for (int i = 0; i < 2; i++) {
        assertEquals(CniResponse.failure(11, "chirp"), engine.call(CniCommand.ADD).response());
      }
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals("{\"selected\":3}", engine.state("cmdAdd", 1, "acme.selected"));
    }
  }

  @Test
  void failsAboutAsManyPodsAsItIsTold() {
    int failed = 0;
    try (TestEngine engine = new TestEngine().withAction(provider())) {
      engine.failpoint("cmdAdd", "acme.selected{percentage=30}");
      for (int i = 0; i < 100; i++) {
        engine.variable("CNI_ARGS", "IgnoreUnknown=1;K8S_POD_NAME=web-" + i);
        failed += engine.call(CniCommand.ADD).exitStatus();
      }
    }
    assertTrue(failed > 10 && failed < 50, failed + " of 100 failed");
  }
}
