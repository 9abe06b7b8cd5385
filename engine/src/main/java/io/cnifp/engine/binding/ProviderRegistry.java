package io.cnifp.engine.binding;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.extension.Discovery;
import io.cnifp.engine.extension.Extension;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderDescription;
import io.cnifp.engine.extension.ProviderProblem;
import io.cnifp.engine.foreign.ExtensionWatch;
import io.cnifp.engine.foreign.ForeignCode;
import java.io.IOException;
import java.nio.file.Path;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one service by their names: built in, linked into the image, and in extensions.
 *
 * <p>A name without a dot is built in or unknown, and opens no extension. A built-in class is named
 * after what it provides ({@code error} is provided by {@code ErrorActionProvider}), so that a call
 * finds it without reading an annotation. A name with a dot is looked for in what is linked and in
 * extensions; only the provider of that name is created, so that no other one can harm the call.
 *
 * <p>Safe for use by several threads.
 *
 * @param <P> the service
 */
public final class ProviderRegistry<P> {
  private static final String ACTIONS = "io.cnifp.actions";
  private static final String DELEGATES = "io.cnifp.delegates";

  private final Class<P> service;
  private final String ownPackage;
  private final String suffix;
  private final Extensions extensions;
  private final Function<Extension, Discovery<P>> provided;
  private final Wrapping<P> foreign;
  private final Map<String, P> given = new HashMap<>();
  private final Map<String, P> builtIn = new HashMap<>();
  private final Map<String, P> builtInByName = new HashMap<>();
  private @Nullable Iterator<ServiceLoader.Provider<P>> rest;
  private @Nullable Discovery<P> linked;
  private @Nullable ExtensionWatch watch;

  private ProviderRegistry(
      Class<P> service,
      String ownPackage,
      String suffix,
      Extensions extensions,
      Function<Extension, Discovery<P>> provided,
      Wrapping<P> foreign) {
    this.service = service;
    this.ownPackage = ownPackage;
    this.suffix = suffix;
    this.extensions = extensions;
    this.provided = provided;
    this.foreign = foreign;
  }

  /** Makes a provider of one whose code is foreign. */
  @FunctionalInterface
  private interface Wrapping<P> {
    P wrap(FoundProvider<P> found, ForeignCode code);
  }

  /** Creates the registry of actions; nothing is loaded yet. */
  public static ProviderRegistry<FailpointActionProvider> actions(Extensions extensions) {
    return new ProviderRegistry<>(
        FailpointActionProvider.class,
        ACTIONS,
        "ActionProvider",
        extensions,
        Extension::actions,
        ForeignActions::of);
  }

  /** Creates the registry of delegates; nothing is loaded yet. */
  public static ProviderRegistry<DelegateProvider> delegates(Extensions extensions) {
    return new ProviderRegistry<>(
        DelegateProvider.class,
        DELEGATES,
        "DelegateProvider",
        extensions,
        Extension::delegates,
        ForeignDelegates::of);
  }

  /** Adds a provider by hand, for tests; it takes the place of any other one of that name. */
  public synchronized ProviderRegistry<P> with(String name, P provider) {
    given.put(name, provider);
    return this;
  }

  /**
   * Returns the provider of a name; empty if there is none.
   *
   * @param name the name
   * @param further directories of extensions after the installation's own; asked for only if the
   *     name has a dot
   * @throws ProviderException if two have the name, or if the one that has it cannot be used
   */
  public Optional<P> find(String name, Supplier<List<Path>> further) {
    P byHand = byHand(name);
    if (byHand != null) {
      return Optional.of(byHand);
    }
    if (name.indexOf('.') < 0) {
      return builtIn(name);
    }
    List<FoundProvider<P>> found = named(name, further.get());
    if (found.size() > 1) {
      throw new ProviderException(
          "is provided by both "
              + found.get(0).origin()
              + " and "
              + found.get(1).origin()
              + ": remove one");
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(foreign(found.get(0)));
  }

  /** Returns whether a provider is one of the project's own. */
  public boolean isBuiltIn(P provider) {
    return provider.getClass().getPackageName().equals(ownPackage);
  }

  /**
   * Returns what an extension's provider says about itself, without running its code; empty if the
   * name has no dot, or if not exactly one provider has it.
   *
   * @param further directories of extensions after the installation's own
   */
  public Optional<ProviderDescription> described(String name, Supplier<List<Path>> further) {
    if (name.indexOf('.') < 0) {
      return Optional.empty();
    }
    P byHand = byHand(name);
    if (byHand != null) {
      return described(byHand);
    }
    List<FoundProvider<P>> found = named(name, further.get());
    return found.size() == 1 ? Optional.of(found.get(0).description()) : Optional.empty();
  }

  private static Optional<ProviderDescription> described(Object provider) {
    try {
      return Optional.of(ProviderDescription.of(provider.getClass()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<FoundProvider<P>> named(String name, List<Path> further) {
    List<FoundProvider<P>> found = new ArrayList<>();
    for (Discovery<P> discovery : discoveries(further)) {
      for (FoundProvider<P> provider : discovery.providers()) {
        if (provider.description().name().equals(name)) {
          found.add(provider);
        }
      }
    }
    return found;
  }

  /** Returns all providers with a description: built in, linked, and of extensions. */
  public List<FoundProvider<P>> all(List<Path> further) {
    List<FoundProvider<P>> all = new ArrayList<>(builtIns().providers());
    discoveries(further).forEach(discovery -> all.addAll(discovery.providers()));
    return all;
  }

  /** Returns what is wrong with linked and other extensions. */
  public List<ProviderProblem> problems(List<Path> further) {
    List<ProviderProblem> problems = new ArrayList<>(linked().problems());
    extensions.all(further).forEach(extension -> problems.addAll(extension.problems()));
    return problems;
  }

  /** Returns which names two extensions provide, so that no call can use them. */
  public List<ProviderProblem> conflicts(List<Path> further) {
    return Discovery.conflicts(discoveries(further));
  }

  private synchronized @Nullable P byHand(String name) {
    return given.get(name);
  }

  /** The providers of a registry have one watch. */
  private synchronized ExtensionWatch watch() {
    ExtensionWatch known = watch;
    if (known == null) {
      known = extensions.watch();
      watch = known;
    }
    return known;
  }

  private P foreign(FoundProvider<P> found) {
    String subject =
        (service == DelegateProvider.class ? "the delegate " : "the action ")
            + found.description().name()
            + " of "
            + found.origin();
    try {
      found.requireJdkModules();
    } catch (IOException e) {
      throw new ProviderException("of " + found.origin() + " cannot be used: " + e.getMessage());
    }
    return foreign.wrap(found, new ForeignCode(subject, found.loader(), watch()));
  }

  /** Creates the built-in provider whose class is named after a name. */
  private synchronized Optional<P> builtIn(String name) {
    // A failpoint may name the same action thousands of times.
    P known = builtInByName.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    boolean possible = !name.isEmpty() && !Character.isUpperCase(name.charAt(0));
    String wanted = possible ? className(name) : "";
    P provider = builtIn.get(wanted);
    if (rest == null) {
      rest = services().stream().iterator();
    }
    boolean more = true;
    while (provider == null && more) {
      try {
        ServiceLoader.Provider<P> next = rest.next();
        Class<?> type = next.type();
        if (type.getPackageName().equals(ownPackage)) {
          builtIn.put(type.getSimpleName(), next.get());
          provider = builtIn.get(wanted);
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (ServiceConfigurationError | LinkageError e) {
        // A linked extension that is broken harms no call that does not name it.
      }
    }
    if (provider != null) {
      builtInByName.put(name, provider);
    }
    return Optional.ofNullable(provider);
  }

  private String className(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix;
  }

  private Discovery<P> builtIns() {
    return Discovery.builtIn(services(), type -> type.getPackageName().equals(ownPackage));
  }

  /** Returns what other modules of the image provide. */
  private synchronized Discovery<P> linked() {
    if (linked == null) {
      linked =
          Discovery.of(
              services(),
              "the linked extension",
              type -> !type.getPackageName().equals(ownPackage));
    }
    return linked;
  }

  private List<Discovery<P>> discoveries(List<Path> further) {
    List<Discovery<P>> discoveries = new ArrayList<>();
    discoveries.add(linked());
    extensions.all(further).forEach(extension -> discoveries.add(provided.apply(extension)));
    return discoveries;
  }

  private ServiceLoader<P> services() {
    return ServiceLoader.load(service, ProviderRegistry.class.getClassLoader());
  }
}
