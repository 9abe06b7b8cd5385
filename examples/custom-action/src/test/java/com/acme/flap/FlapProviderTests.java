package com.acme.flap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.testkit.FailpointActionContract;
import io.cnifp.testkit.TestEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract's tests and three more. */
class FlapProviderTests implements FailpointActionContract {

  @Override
  public FailpointActionProvider provider() {
    return new FlapProvider();
  }

  @Override
  public List<Parameter<?>> parameters() {
    return List.of(FlapProvider.EVERY, FlapProvider.MESSAGE);
  }

  @Override
  public List<String> accepted() {
    return List.of("acme.flap", "acme.flap{every=3}", "acme.flap{msg='not (now)'}");
  }

  @Override
  public List<String> refused() {
    return List.of("acme.flap(x)", "acme.flap{every=1}", "acme.flap{file=/run/turn}");
  }

  @Test
  void succeedsAndFailsInTurn() {
    try (TestEngine engine = new TestEngine().withAction(new FlapProvider())) {
      engine.failpoint("cmdAdd", "acme.flap");
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(CniResponse.failure(11, "flapping"), engine.call(CniCommand.ADD).response());
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(
          List.of(CniCommand.ADD, CniCommand.ADD, CniCommand.ADD), engine.delegate().commands());
    }
  }

  @Test
  void keepsItsTurnInTheFailpointFile() {
    try (TestEngine engine = new TestEngine().withAction(new FlapProvider())) {
      engine.failpoint("cmdAdd", "off[pod=other]->acme.flap");
      engine.call(CniCommand.ADD);
      assertEquals("{\"successes\":1}", engine.state("cmdAdd", 2, "acme.flap"));
    }
  }

  @Test
  void leavesAFailureAsItIs() {
    try (TestEngine engine = new TestEngine().withAction(new FlapProvider())) {
      engine.failpoint("cmdDel", "acme.flap");
      engine.delegate().replies(CniResponse.failure(7, "no such bridge"));
      assertEquals(
          CniResponse.failure(7, "no such bridge"), engine.call(CniCommand.DEL).response());
    }
  }
}
