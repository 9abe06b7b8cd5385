package com.acme.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cnifp.api.CniCommand;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.testkit.DelegateContract;
import io.cnifp.testkit.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract's tests and one more. */
class RecorderProviderTests implements DelegateContract {
  @TempDir Path directory;

  @Override
  public DelegateProvider provider() {
    return new RecorderProvider();
  }

  @Override
  public String configuration() {
    return "{\"type\":\"acme.recorder\",\"log\":\"" + directory.resolve("calls") + "\"}";
  }

  @Test
  void recordsEachCall() throws IOException {
    try (TestEngine engine = new TestEngine().withDelegate(new RecorderProvider())) {
      engine.delegateTo(configuration());
      engine.call(CniCommand.ADD);
      engine.call(CniCommand.DEL);
    }
    assertEquals(
        List.of("ADD container testkit", "DEL container testkit"),
        Files.readAllLines(directory.resolve("calls")));
  }
}
