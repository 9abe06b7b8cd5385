package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The providers of one service that are part of the image, found through {@link ServiceLoader}.
 *
 * <p>They are made one by one until the wanted name turns up, so a call pays for what it names. A
 * plugin that was linked into the image never replaces what is built in, whatever the order. One
 * that can't be made, or can't tell its name, harms only calls that name it.
 *
 * @param <P> the service
 */
public final class Providers<P> {
  /** The modules whose providers are built in. */
  private static final Set<String> OWN = Set.of("io.cnifp.actions", "io.cnifp.delegates");

  private final Iterator<P> rest;
  private final Function<P, String> nameOf;
  private final boolean dotted;
  private final Map<String, P> made = new HashMap<>();
  private final Map<String, P> linked = new HashMap<>();
  private final Map<String, String> clashes = new HashMap<>();
  private final StringBuilder problems = new StringBuilder();

  /**
   * Creates providers that are made one by one.
   *
   * @param rest makes them
   * @param nameOf tells their names
   * @param dotted whether the names without a dot are the project's own
   */
  private Providers(Iterator<P> rest, Function<P, String> nameOf, boolean dotted) {
    this.rest = rest;
    this.nameOf = nameOf;
    this.dotted = dotted;
  }

  /** The actions of the image; nothing is loaded yet. */
  public static Providers<FailpointActionProvider> actions() {
    return new Providers<>(
        ServiceLoader.load(FailpointActionProvider.class, Providers.class.getClassLoader())
            .iterator(),
        FailpointActionProvider::name,
        true);
  }

  /** The delegates of the image; nothing is loaded yet. */
  public static Providers<DelegateProvider> delegates() {
    return new Providers<>(
        ServiceLoader.load(DelegateProvider.class, Providers.class.getClassLoader()).iterator(),
        DelegateProvider::name,
        false);
  }

  /** Providers given by hand, for tests. */
  public static <P> Providers<P> of(Iterable<P> given, Function<P, String> nameOf) {
    return new Providers<>(given.iterator(), nameOf, false);
  }

  /** Adds providers given by hand, for tests; a name that is built in stays. */
  public synchronized Providers<P> and(Iterable<P> others) {
    for (P provider : others) {
      made.put(nameOf.apply(provider), provider);
    }
    return this;
  }

  /**
   * The provider of a name: the built-in one, else the one of a linked plugin.
   *
   * @throws PluginException if two linked plugins have it
   */
  public synchronized Optional<P> find(String name) {
    P found = made.get(name);
    while (found == null && makeNext()) {
      found = made.get(name);
    }
    if (found != null) {
      return Optional.of(found);
    }
    String clash = clashes.get(name);
    if (clash != null) {
      throw new PluginException(clash);
    }
    return Optional.ofNullable(linked.get(name));
  }

  /** All providers, sorted by name. */
  public synchronized List<P> all() {
    boolean more = true;
    while (more) {
      more = makeNext();
    }
    Map<String, P> all = new TreeMap<>(linked);
    all.putAll(made);
    return List.copyOf(all.values());
  }

  /** What is wrong with linked plugins, for a message about a name that nobody knows. */
  public synchronized String problems() {
    return problems.toString();
  }

  /** Makes the next provider; false if there is none left. */
  private boolean makeNext() {
    try {
      P provider = rest.next();
      Module module = provider.getClass().getModule();
      if (module.isNamed() && !OWN.contains(module.getName())) {
        addLinked(provider, module.getName());
      } else {
        made.putIfAbsent(nameOf.apply(provider), provider);
      }
      return true;
    } catch (NoSuchElementException e) {
      return false;
    } catch (ServiceConfigurationError | LinkageError e) {
      problem("a linked plugin could not be loaded: " + e.getMessage());
      return true;
    }
  }

  private void addLinked(P provider, String module) {
    String name;
    try {
      name = nameOf.apply(provider);
    } catch (Throwable e) {
      // Somebody else's code: whatever it is, only calls that name it are to suffer.
      problem("the linked plugin " + module + " can't tell its name: " + e);
      return;
    }
    if (name == null || (dotted && name.indexOf('.') < 0)) {
      problem(
          "the linked plugin "
              + module
              + (name == null
                  ? " has no name but null"
                  : " brings \"" + name + "\", but names without a dot are the project's own"));
      return;
    }
    P other = linked.putIfAbsent(name, provider);
    if (other != null) {
      clashes.put(
          name,
          "is brought by both linked plugins "
              + other.getClass().getModule().getName()
              + " and "
              + module
              + ": link one");
    }
  }

  private void problem(String what) {
    problems.append("; ").append(what);
  }
}
