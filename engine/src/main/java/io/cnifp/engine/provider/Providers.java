package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The providers of one service that are part of the image, found through {@link ServiceLoader}.
 *
 * <p>They are made one by one until the wanted name turns up, so a call pays for what it names. One
 * that can't be made is passed over: it harms only calls that name it, which then don't find it.
 *
 * @param <P> the service
 */
public final class Providers<P> {
  private final Iterator<P> rest;
  private final Function<P, String> nameOf;
  private final Map<String, P> made = new HashMap<>();

  private Providers(ServiceLoader<P> loader, Function<P, String> nameOf) {
    this.rest = loader.iterator();
    this.nameOf = nameOf;
  }

  /** The actions of the image; nothing is loaded yet. */
  public static Providers<FailpointActionProvider> actions() {
    return new Providers<>(
        ServiceLoader.load(FailpointActionProvider.class, Providers.class.getClassLoader()),
        FailpointActionProvider::name);
  }

  /** The delegates of the image; nothing is loaded yet. */
  public static Providers<DelegateProvider> delegates() {
    return new Providers<>(
        ServiceLoader.load(DelegateProvider.class, Providers.class.getClassLoader()),
        DelegateProvider::name);
  }

  /** Providers given by hand, for tests. */
  public static <P> Providers<P> of(Iterable<P> given, Function<P, String> nameOf) {
    return new Providers<>(given.iterator(), nameOf);
  }

  private Providers(Iterator<P> rest, Function<P, String> nameOf) {
    this.rest = rest;
    this.nameOf = nameOf;
  }

  /** Adds providers given by hand, for tests; a name that is built in stays. */
  public synchronized Providers<P> and(Iterable<P> others) {
    for (P provider : others) {
      made.put(nameOf.apply(provider), provider);
    }
    return this;
  }

  /** The provider of a name; of several the first one found. */
  public synchronized Optional<P> find(String name) {
    P found = made.get(name);
    while (found == null && makeNext()) {
      found = made.get(name);
    }
    return Optional.ofNullable(found);
  }

  /** All providers, sorted by name. */
  public synchronized List<P> all() {
    boolean more = true;
    while (more) {
      more = makeNext();
    }
    List<P> all = new ArrayList<>(made.values());
    all.sort((a, b) -> nameOf.apply(a).compareTo(nameOf.apply(b)));
    return all;
  }

  /** Makes the next provider; false if there is none left. */
  private boolean makeNext() {
    try {
      P provider = rest.next();
      made.putIfAbsent(nameOf.apply(provider), provider);
      return true;
    } catch (NoSuchElementException e) {
      return false;
    } catch (ServiceConfigurationError e) {
      return true;
    }
  }
}
