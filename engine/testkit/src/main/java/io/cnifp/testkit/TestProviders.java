package io.cnifp.testkit;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The providers of a test: an author's, which run as an extension's, and the test kit's own. */
final class TestProviders {
  private final Map<String, FailpointActionProvider> actions = new HashMap<>();
  private final Map<String, DelegateProvider> delegates = new HashMap<>();
  private final Map<String, DelegateProvider> own = new HashMap<>();

  /** Adds an author's action under the name that its class gives. */
  void add(FailpointActionProvider action) {
    actions.put(Description.of(action).name(), action);
  }

  /** Adds an author's delegate under the name that its class gives. */
  void add(DelegateProvider delegate) {
    delegates.put(Description.of(delegate).name(), delegate);
  }

  /** Adds a delegate of the test kit's own, in the place of an author's of that name. */
  void addOwn(String name, DelegateProvider delegate) {
    own.put(name, delegate);
  }

  ProviderRegistry<FailpointActionProvider> actions() {
    ProviderRegistry<FailpointActionProvider> registry = ProviderRegistry.actions(none());
    actions.forEach((name, action) -> addForeign(registry, name, action));
    return registry;
  }

  ProviderRegistry<DelegateProvider> delegates() {
    ProviderRegistry<DelegateProvider> registry = ProviderRegistry.delegates(none());
    own.forEach(registry::with);
    delegates.forEach((name, delegate) -> addForeign(registry, name, delegate));
    return registry;
  }

  private static Extensions none() {
    return new Extensions(Optional.empty(), PrintedTraces::new);
  }

  private static <P> void addForeign(ProviderRegistry<P> registry, String name, P provider) {
    try {
      registry.withForeign(name, provider, "the test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
