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

/** The contract's tests and two of its own. */
class FlapTests implements FailpointActionContract {
  @TempDir Path folder;

  @Override
  public FailpointActionProvider provider() {
    return new Flap();
  }

  @Override
  public List<String> accepted() {
    return List.of(
        "acme.flap{file=" + folder.resolve("turn") + "}",
        "acme.flap{file=" + folder.resolve("turn") + ",msg='not (now)'}");
  }

  @Override
  public List<String> refused() {
    return List.of("acme.flap", "acme.flap(x)", "acme.flap{msg=x}", "acme.flap{file=relative}");
  }

  @Test
  void succeedsAndFailsInTurn() {
    try (TestEngine engine = new TestEngine().with(new Flap())) {
      engine.failpoint("cmdAdd", "acme.flap{file=" + folder.resolve("turn") + "}");
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(CniResponse.failure(11, "flapping"), engine.call(CniCommand.ADD).response());
      assertEquals(0, engine.call(CniCommand.ADD).exitStatus());
      assertEquals(
          List.of(CniCommand.ADD, CniCommand.ADD, CniCommand.ADD), engine.delegate().commands());
    }
  }

  @Test
  void leavesAFailureAsItIs() {
    try (TestEngine engine = new TestEngine().with(new Flap())) {
      engine.failpoint("cmdDel", "acme.flap{file=" + folder.resolve("turn") + "}");
      engine.delegate().replies(CniResponse.failure(7, "no such bridge"));
      assertEquals(
          CniResponse.failure(7, "no such bridge"), engine.call(CniCommand.DEL).response());
    }
  }
}
