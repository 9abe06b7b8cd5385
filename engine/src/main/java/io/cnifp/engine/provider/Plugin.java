package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.path.ShownPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A third party's plugin: a jar, or a folder of jars.
 *
 * <p>What it brings of a service is made when that service is asked for: a call that looks for a
 * delegate runs no code of an action. Whatever goes wrong is one of its {@link #problems}; what
 * could be loaded works all the same. May be used by several threads at once.
 */
public final class Plugin {
  /** The level of the service interfaces; a plugin may say in its manifest which it needs. */
  public static final int API_LEVEL = 1;

  /** The manifest's attribute for {@link #API_LEVEL}. */
  public static final String API_LEVEL_ATTRIBUTE = "Cni-Fp-Api-Level";

  private static final String SERVICES = "META-INF/services/";

  private final Path path;
  private final @Nullable PluginLoader loader;
  private final List<String> problems = new ArrayList<>();
  private @Nullable Map<String, FailpointActionProvider> actions;
  private @Nullable Map<String, DelegateProvider> delegates;

  private Plugin(Path path, @Nullable PluginLoader loader, String problem) {
    this.path = path;
    this.loader = loader;
    if (!problem.isEmpty()) {
      problems.add(problem);
    }
  }

  /** Opens a plugin; no code of it runs yet. */
  static Plugin open(Path path) {
    try {
      PluginLoader loader = new PluginLoader(path.getFileName().toString(), PluginFiles.of(path));
      boolean empty =
          loader.findResource(SERVICES + FailpointActionProvider.class.getName()) == null
              && loader.findResource(SERVICES + DelegateProvider.class.getName()) == null;
      return new Plugin(path, loader, empty ? "it has no provider in its META-INF/services" : "");
    } catch (IOException e) {
      return unusable(path, String.valueOf(e.getMessage()));
    }
  }

  /** A plugin that can't be used at all. */
  static Plugin unusable(Path path, String problem) {
    return new Plugin(path, null, problem);
  }

  /** The actions that it brings, by name. */
  public synchronized Map<String, FailpointActionProvider> actions() {
    if (actions == null) {
      actions = provided(FailpointActionProvider.class, FailpointActionProvider::name);
    }
    return actions;
  }

  /** The delegates that it brings, by name. */
  public synchronized Map<String, DelegateProvider> delegates() {
    if (delegates == null) {
      delegates = provided(DelegateProvider.class, DelegateProvider::name);
    }
    return delegates;
  }

  /** What is wrong with it; all that it brings is made for this. */
  public synchronized List<String> problems() {
    var _ = actions();
    var _ = delegates();
    return List.copyOf(problems);
  }

  /** Shows where the plugin is. */
  public String shown() {
    return ShownPath.of(path);
  }

  private <P> Map<String, P> provided(Class<P> service, Function<P, String> nameOf) {
    if (loader == null) {
      return Map.of();
    }
    Map<String, P> provided = new TreeMap<>();
    Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        P provider = providers.next();
        if (provider.getClass().getClassLoader() == loader) {
          String name = name(provider, nameOf);
          if (provided.putIfAbsent(name, provider) != null) {
            throw new ServiceConfigurationError("two of its classes have the name " + name);
          }
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (ServiceConfigurationError e) {
        problems.add(reason(String.valueOf(e.getMessage()), e));
      } catch (LinkageError e) {
        problems.add(reason(e.toString(), e));
      }
    }
    return provided;
  }

  /** Asks a provider once; one that has no name that can be written is nobody's. */
  private static <P> String name(P provider, Function<P, String> nameOf) {
    String who = provider.getClass().getName();
    String name;
    try {
      name = nameOf.apply(provider);
    } catch (Throwable e) {
      throw new ServiceConfigurationError(who + " can't tell its name: " + e);
    }
    if (name == null || !isName(name)) {
      throw new ServiceConfigurationError(
          who + " has " + (name == null ? "no name but null" : "a name that nobody can write"));
    }
    return name;
  }

  /** Letters, digits, {@code _ . -}: what a configuration or a failpoint can say. */
  private static boolean isName(String name) {
    boolean is = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      is &= c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
    }
    return is;
  }

  /** What failed and the innermost cause: what the plugin's author needs. */
  private static String reason(String what, Throwable failure) {
    Throwable innermost = null;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost == null ? what : what + ": " + innermost;
  }
}
