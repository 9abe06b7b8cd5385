package io.cnifp.engine.binding;

import io.cnifp.engine.extension.Discovery;
import java.lang.module.ModuleDescriptor;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The project's own providers of one service. A class is named after what it provides ({@code
 * error} is provided by {@code ErrorActionProvider}), so that a call finds it without reading an
 * annotation, and no more of them are created than it takes to find it.
 *
 * <p>Safe for use by several threads.
 *
 * @param <P> the service
 */
final class BuiltInProviders<P> {
  private final Class<P> service;
  private final String ownPackage;
  private final String suffix;
  private final Map<String, P> created = new HashMap<>();
  private final Map<String, P> byName = new HashMap<>();
  private @Nullable Iterator<ServiceLoader.Provider<P>> rest;

  /**
   * Creates the providers; nothing is loaded yet.
   *
   * @param ownPackage the package of their classes
   * @param suffix the end of the names of their classes
   */
  BuiltInProviders(Class<P> service, String ownPackage, String suffix) {
    this.service = service;
    this.ownPackage = ownPackage;
    this.suffix = suffix;
  }

  /** Returns whether a class is one of the project's own. */
  boolean isOwn(Class<?> type) {
    return type.getPackageName().equals(ownPackage);
  }

  /** Returns the provider whose class is named after a name. */
  synchronized Optional<P> find(String name) {
    // A failpoint may name the same action thousands of times.
    P known = byName.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    boolean possible = !name.isEmpty() && !Character.isUpperCase(name.charAt(0));
    String wanted = possible ? className(name) : "";
    P provider = created.get(wanted);
    if (rest == null) {
      rest = services().stream().iterator();
    }
    boolean more = true;
    while (provider == null && more) {
      try {
        ServiceLoader.Provider<P> next = rest.next();
        Class<?> type = next.type();
        if (isOwn(type)) {
          created.put(type.getSimpleName(), next.get());
          provider = created.get(wanted);
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (ServiceConfigurationError | LinkageError e) {
        // A linked extension that is broken harms no call that does not name it.
      }
    }
    if (provider != null) {
      byName.put(name, provider);
    }
    return Optional.ofNullable(provider);
  }

  /** Returns all of them with their descriptions. */
  Discovery<P> all() {
    return Discovery.builtIn(services(), this::isOwn);
  }

  /** Returns the providers of all modules. */
  ServiceLoader<P> services() {
    return ServiceLoader.load(service, BuiltInProviders.class.getClassLoader());
  }

  /**
   * Returns whether no other module provides anything. To ask ServiceLoader for that would load the
   * classes of all of them: 4 ms of a call that names an extension's action.
   */
  boolean areAlone() {
    ModuleLayer layer = BuiltInProviders.class.getModule().getLayer();
    if (layer == null) {
      // On a class path, which only ServiceLoader searches.
      return false;
    }
    for (Module module : layer.modules()) {
      for (ModuleDescriptor.Provides provides : module.getDescriptor().provides()) {
        if (provides.service().equals(service.getName()) && !areOwn(provides.providers())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean areOwn(List<String> classes) {
    for (String each : classes) {
      if (!each.substring(0, Math.max(0, each.lastIndexOf('.'))).equals(ownPackage)) {
        return false;
      }
    }
    return true;
  }

  private String className(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + suffix;
  }
}
