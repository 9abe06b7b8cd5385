package io.cnifp.engine.delegate;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.Engines;
import io.cnifp.engine.interception.CallSite;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The context of a delegate {@code bridge} that keeps what is written to standard error. */
final class FakeContext implements DelegateContext {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CallSite site = Engines.site(Path.of("/nowhere"), stderr);

  String printed() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String type() {
    return "bridge";
  }

  @Override
  public Optional<Path> self() {
    return Optional.empty();
  }

  @Override
  public Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    return site.run(
        executable,
        DelegationDepth.of(environment).within(type()).in(environment),
        input,
        Optional.empty());
  }

  @Override
  public JsonObject settings() {
    return JsonObject.of();
  }

  @Override
  public Delegate delegate(String name) {
    throw new UnsupportedOperationException("a CNI plugin hands nothing on");
  }

  @Override
  public void print(String line) {
    site.print(line);
  }

  @Override
  public Registration onTermination(Runnable action) {
    return () -> {};
  }
}
