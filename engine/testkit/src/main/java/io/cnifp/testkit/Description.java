package io.cnifp.testkit;

import io.cnifp.engine.extension.ProviderDescription;
import java.io.IOException;
import org.junit.jupiter.api.Assertions;

/** Reads what a provider's class says of it, as the engine does. */
final class Description {
  private Description() {}

  /** Returns the description of a provider; the test fails if it has none. */
  static ProviderDescription of(Object provider) {
    try {
      return ProviderDescription.of(provider.getClass());
    } catch (IOException e) {
      return Assertions.fail(e.getMessage(), e);
    }
  }
}
