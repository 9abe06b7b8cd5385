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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final BuiltInProviders<P> builtIn;
  private final Extensions extensions;
  private final Function<Extension, Discovery<P>> provided;
  private final Wrapping<P> foreign;
  private final Map<String, P> given = new HashMap<>();
  private final Map<String, FoundProvider<P>> givenForeign = new HashMap<>();
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
    this.builtIn = new BuiltInProviders<>(service, ownPackage, suffix);
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
   * Adds a provider by hand, as an extension's: whatever its code does is handled as in a call.
   *
   * @param origin where it comes from, in messages
   * @throws IOException if its class has no valid {@link io.cnifp.api.spi.ProviderInfo}
   */
  public synchronized ProviderRegistry<P> withForeign(String name, P provider, String origin)
      throws IOException {
    givenForeign.put(name, FoundProvider.of(provider, origin));
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
    Optional<FoundProvider<P>> foreignByHand = foreignByHand(name);
    if (foreignByHand.isPresent()) {
      return Optional.of(foreign(foreignByHand.get()));
    }
    if (name.indexOf('.') < 0) {
      return builtIn.find(name);
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
    return builtIn.isOwn(provider.getClass());
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
    Optional<FoundProvider<P>> foreignByHand = foreignByHand(name);
    if (foreignByHand.isPresent()) {
      return Optional.of(foreignByHand.get().description());
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
    List<FoundProvider<P>> all = new ArrayList<>(builtIn.all().providers());
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

  private synchronized Optional<FoundProvider<P>> foreignByHand(String name) {
    return Optional.ofNullable(givenForeign.get(name));
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

  /** Returns what other modules of the image provide. */
  private synchronized Discovery<P> linked() {
    if (linked == null) {
      linked =
          builtIn.areAlone()
              ? new Discovery<>(List.of(), List.of())
              : Discovery.of(
                  builtIn.services(), "the linked extension", type -> !builtIn.isOwn(type));
    }
    return linked;
  }

  private List<Discovery<P>> discoveries(List<Path> further) {
    List<Discovery<P>> discoveries = new ArrayList<>();
    discoveries.add(linked());
    extensions.all(further).forEach(extension -> discoveries.add(provided.apply(extension)));
    return discoveries;
  }
}
