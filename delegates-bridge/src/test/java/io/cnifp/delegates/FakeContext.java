package io.cnifp.delegates;

import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.Execution;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A context that runs nothing.
 *
 * @param type the delegate's name
 */
record FakeContext(String type) implements DelegateContext {

  @Override
  public Optional<Path> self() {
    return Optional.empty();
  }

  @Override
  public Execution run(Path executable, Map<String, String> environment, byte[] input) {
    throw new UnsupportedOperationException("the tests of the engine run executables");
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
    throw new UnsupportedOperationException("no delegate here prints");
  }

  @Override
  public Registration onTermination(Runnable action) {
    return () -> {};
  }
}
