package io.cnifp.engine.extension;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was found and is created when it is first needed. {@link Discovery} creates one.
 * Safe for use by several threads.
 *
 * @param <P> the service
 */
public final class FoundProvider<P> {
  private final ProviderDescription description;
  private final String origin;
  private final ServiceLoader.Provider<P> provider;
  private @Nullable P created;

  FoundProvider(
      ProviderDescription description, String origin, ServiceLoader.Provider<P> provider) {
    this.description = description;
    this.origin = origin;
    this.provider = provider;
  }

  /** Returns what the provider's class says of it. */
  public ProviderDescription description() {
    return description;
  }

  /** Returns where it comes from: an extension's path, a linked module, or {@code built in}. */
  public String origin() {
    return origin;
  }

  /**
   * Returns the provider, and creates it at the first call.
   *
   * @throws ServiceConfigurationError if its constructor fails
   * @throws LinkageError if its class cannot be linked
   */
  public synchronized P get() {
    if (created == null) {
      created = provider.get();
    }
    return created;
  }
}
