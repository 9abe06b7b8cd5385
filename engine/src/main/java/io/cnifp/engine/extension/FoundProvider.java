package io.cnifp.engine.extension;

import io.cnifp.engine.foreign.ForeignFailure;
import java.io.IOException;
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

  /**
   * Returns a provider that was created by hand.
   *
   * @param origin where it comes from, in messages
   * @throws IOException if its class has no valid {@link io.cnifp.api.spi.ProviderInfo}
   */
  public static <P> FoundProvider<P> of(P provider, String origin) throws IOException {
    return new FoundProvider<>(
        ProviderDescription.of(provider.getClass()), origin, new Created<>(provider));
  }

  /** A provider that needs no creation. */
  private record Created<P>(P get) implements ServiceLoader.Provider<P> {
    @Override
    @SuppressWarnings("unchecked") // the class of an object of a type is one of the type
    public Class<? extends P> type() {
      return (Class<? extends P>) get.getClass();
    }
  }

  /** Returns the class loader of the provider's class. */
  public ClassLoader loader() {
    return provider.type().getClassLoader();
  }

  /**
   * Requires that the image has the JDK's modules that the provider's own package uses.
   *
   * @throws IOException that names a class and its module if one is missing
   */
  public void requireJdkModules() throws IOException {
    JdkModules.require(provider.type());
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
   * @throws ForeignFailure if its class cannot be linked or its constructor fails
   */
  public synchronized P get() {
    P known = created;
    if (known == null) {
      try {
        known = provider.get();
      } catch (ServiceConfigurationError | LinkageError e) {
        throw new ForeignFailure("could not be created: " + Discovery.reason(e), e);
      }
      created = known;
    }
    return known;
  }
}
