package com.acme.flap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.testkit.FailpointActionContract;
import io.cnifp.testkit.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract's tests and two more. */
class FlapProviderTests implements FailpointActionContract {
  @TempDir Path directory;

  @Override
  public FailpointActionProvider provider() {
    return new FlapProvider();
  }

  @Override
  public List<String> accepted() {
    return List.of(
        "acme.flap{file=" + directory.resolve("turn") + "}",
        "acme.flap{file=" + directory.resolve("turn") + ",msg='not (now)'}");
  }

  @Override
  public List<String> refused() {
    return List.of("acme.flap", "acme.flap(x)", "acme.flap{msg=x}", "acme.flap{file=relative}");
  }

  @Test
  void succeedsAndFailsInTurn() {
    try (TestEngine engine = new TestEngine().withAction(new FlapProvider())) {
      engine.failpoint("cmdAdd", "acme.flap{file=" + directory.resolve("turn") + "}");
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(CniResponse.failure(11, "flapping"), engine.call(CniCommand.ADD).response());
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(
          List.of(CniCommand.ADD, CniCommand.ADD, CniCommand.ADD), engine.delegate().commands());
    }
  }

  @Test
  void leavesAFailureAsItIs() {
    try (TestEngine engine = new TestEngine().withAction(new FlapProvider())) {
      engine.failpoint("cmdDel", "acme.flap{file=" + directory.resolve("turn") + "}");
      engine.delegate().replies(CniResponse.failure(7, "no such bridge"));
      assertEquals(
          CniResponse.failure(7, "no such bridge"), engine.call(CniCommand.DEL).response());
    }
  }
}
