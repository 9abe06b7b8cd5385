package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The plugins of an installation: what lies in its folder {@code plugins} and in the policy's
 * {@code pluginDirs}. Loaded when a name is looked for that isn't built in, and then kept.
 */
public final class Plugins {
  private final Map<List<Path>, List<Plugin>> loaded = new ConcurrentHashMap<>();
  private final List<Path> own;

  /** Creates the plugins of an installation, if there is one; nothing is loaded yet. */
  public Plugins(Optional<Path> home) {
    this.own = home.map(path -> List.of(path.resolve("plugins"))).orElse(List.of());
  }

  /** All plugins, sorted by path. */
  public List<Plugin> all(List<Path> furtherFolders) {
    List<Path> folders = new ArrayList<>(own);
    folders.addAll(furtherFolders);
    return loaded.computeIfAbsent(List.copyOf(folders), Plugins::load);
  }

  /**
   * Looks an action up.
   *
   * @throws PluginException if two plugins have it, or if its name is not a plugin's to use
   */
  public Optional<FailpointActionProvider> action(String name, List<Path> furtherFolders) {
    Optional<FailpointActionProvider> found =
        find(name, furtherFolders, Plugin::actions, FailpointActionProvider::name);
    if (found.isPresent() && name.indexOf('.') < 0) {
      throw new PluginException(
          "is brought by a plugin, but names without a dot are the project's own");
    }
    return found;
  }

  /**
   * Looks a delegate up.
   *
   * @throws PluginException if two plugins have it
   */
  public Optional<DelegateProvider> delegate(String name, List<Path> furtherFolders) {
    return find(name, furtherFolders, Plugin::delegates, DelegateProvider::name);
  }

  /** What is wrong with the plugins, for a message about a name that nobody knows; may be empty. */
  public String problems(List<Path> furtherFolders) {
    StringBuilder text = new StringBuilder();
    for (Plugin plugin : all(furtherFolders)) {
      for (String problem : plugin.problems()) {
        text.append("; the plugin ").append(plugin.shown()).append(" could not be loaded: ");
        text.append(problem);
      }
    }
    return text.toString();
  }

  private <P> Optional<P> find(
      String name,
      List<Path> furtherFolders,
      Function<Plugin, List<P>> providers,
      Function<P, String> nameOf) {
    Plugin first = null;
    P found = null;
    for (Plugin plugin : all(furtherFolders)) {
      for (P provider : providers.apply(plugin)) {
        if (!name(provider, nameOf).equals(name)) {
          continue;
        }
        if (first != null) {
          throw new PluginException(
              "is brought by both " + first.shown() + " and " + plugin.shown() + ": remove one");
        }
        first = plugin;
        found = provider;
      }
    }
    return Optional.ofNullable(found);
  }

  /** A provider that can't even tell its name is nobody's. */
  private static <P> String name(P provider, Function<P, String> nameOf) {
    try {
      return String.valueOf(nameOf.apply(provider));
    } catch (RuntimeException | LinkageError e) {
      return "";
    }
  }

  private static List<Plugin> load(List<Path> folders) {
    List<Plugin> plugins = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (entry.toString().endsWith(".jar") || Files.isDirectory(entry)) {
            found.add(entry);
          }
        }
      } catch (IOException e) {
        // A folder that isn't there has no plugins.
        continue;
      }
      String problem = found.isEmpty() ? "" : TrustedPath.check(folder).problem();
      found.sort(Comparator.naturalOrder());
      for (Path path : found) {
        plugins.add(
            problem.isEmpty()
                ? Plugin.load(path)
                : new Plugin(
                    path, List.of(), List.of(), List.of("its folder is refused: " + problem)));
      }
    }
    return List.copyOf(plugins);
  }
}
