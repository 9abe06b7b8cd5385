package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    return loaded.computeIfAbsent(List.copyOf(folders), this::load);
  }

  /**
   * Looks an action up.
   *
   * @throws PluginException if two plugins have it, or if its name is not a plugin's to use
   */
  public Optional<FailpointActionProvider> action(String name, List<Path> furtherFolders) {
    if (name.indexOf('.') < 0) {
      for (Plugin plugin : all(furtherFolders)) {
        if (plugin.actions().containsKey(name)) {
          throw new PluginException(
              "is brought by "
                  + plugin.shown()
                  + ", but names without a dot are the project's own");
        }
      }
    }
    return find(name, furtherFolders, Plugin::actions);
  }

  /**
   * Looks a delegate up.
   *
   * @throws PluginException if two plugins have it
   */
  public Optional<DelegateProvider> delegate(String name, List<Path> furtherFolders) {
    return find(name, furtherFolders, Plugin::delegates);
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
      String name, List<Path> furtherFolders, Function<Plugin, Map<String, P>> providers) {
    Plugin first = null;
    P found = null;
    for (Plugin plugin : all(furtherFolders)) {
      P provider = providers.apply(plugin).get(name);
      if (provider == null) {
        continue;
      }
      if (first != null) {
        throw new PluginException(
            "is brought by both " + first.shown() + " and " + plugin.shown() + ": remove one");
      }
      first = plugin;
      found = provider;
    }
    return Optional.ofNullable(found);
  }

  private List<Plugin> load(List<Path> folders) {
    List<Plugin> plugins = new ArrayList<>();
    for (Path folder : folders) {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (entry.toString().endsWith(".jar") || Files.isDirectory(entry)) {
            found.add(entry);
          }
        }
      } catch (NoSuchFileException e) {
        // An installation without the folder plugins has none; of the policy's one is expected.
        if (own.contains(folder)) {
          continue;
        }
        plugins.add(Plugin.unusable(folder, "there is no such folder"));
      } catch (IOException e) {
        plugins.add(Plugin.unusable(folder, "the folder can't be read"));
      }
      String problem = found.isEmpty() ? "" : TrustedPath.check(folder).problem();
      found.sort(Comparator.naturalOrder());
      for (Path path : found) {
        plugins.add(
            problem.isEmpty()
                ? Plugin.open(path)
                : Plugin.unusable(path, "its folder is refused: " + problem));
      }
    }
    return List.copyOf(plugins);
  }
}
