package io.cnifp.engine.extension;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.foreign.FailureText;
import io.cnifp.engine.safefile.DisplayPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * An extension: a jar, or a directory of jars.
 *
 * <p>What it provides for a service is found when that service is asked for. Problems are values;
 * what can be used works all the same. Safe for use by several threads.
 */
public final class Extension {
  private static final String SERVICES = "META-INF/services/";

  private final Path path;
  private final @Nullable ExtensionClassLoader loader;
  private final List<ProviderProblem> problems;
  private @Nullable Discovery<FailpointActionProvider> actions;
  private @Nullable Discovery<DelegateProvider> delegates;

  private Extension(Path path, @Nullable ExtensionClassLoader loader, String problem) {
    this.path = path;
    this.loader = loader;
    this.problems =
        problem.isEmpty() ? List.of() : List.of(new ProviderProblem(DisplayPath.of(path), problem));
  }

  /** Opens an extension; no code of it runs. */
  static Extension open(Path path) {
    try {
      ExtensionClassLoader loader =
          new ExtensionClassLoader(path.getFileName().toString(), ExtensionJars.open(path));
      boolean empty =
          loader.findResource(SERVICES + FailpointActionProvider.class.getName()) == null
              && loader.findResource(SERVICES + DelegateProvider.class.getName()) == null;
      return new Extension(
          path, loader, empty ? "it has no provider in its META-INF/services" : "");
    } catch (IOException e) {
      return unusable(path, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A jar's manifest and signatures are read, and may be anything.
      return unusable(path, "it is not a jar: " + FailureText.of(e));
    }
  }

  /** Returns an extension that cannot be used at all. */
  static Extension unusable(Path path, String problem) {
    return new Extension(path, null, problem);
  }

  /** Returns the actions that it provides. */
  public synchronized Discovery<FailpointActionProvider> actions() {
    if (actions == null) {
      actions = discover(FailpointActionProvider.class);
    }
    return actions;
  }

  /** Returns the delegates that it provides. */
  public synchronized Discovery<DelegateProvider> delegates() {
    if (delegates == null) {
      delegates = discover(DelegateProvider.class);
    }
    return delegates;
  }

  /** Returns all that is wrong with it. */
  public List<ProviderProblem> problems() {
    List<ProviderProblem> all = new ArrayList<>(problems);
    addProblems(actions(), all);
    addProblems(delegates(), all);
    return List.copyOf(all);
  }

  private static <P> void addProblems(Discovery<P> discovery, List<ProviderProblem> all) {
    all.addAll(discovery.problems());
    for (FoundProvider<P> provider : discovery.providers()) {
      try {
        provider.requireJdkModules();
      } catch (IOException e) {
        all.add(new ProviderProblem(provider.origin(), String.valueOf(e.getMessage())));
      }
    }
  }

  /** Returns how messages show where it is. */
  public String origin() {
    return DisplayPath.of(path);
  }

  private <P> Discovery<P> discover(Class<P> service) {
    return loader == null
        ? new Discovery<>(List.of(), List.of())
        : Discovery.of(
            ServiceLoader.load(service, loader), origin(), type -> type.getClassLoader() == loader);
  }
}
