package io.cnifp.engine.provider;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.path.ShownPath;
import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
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
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A third party's plugin: a jar, or a folder of jars.
 *
 * @param path the jar or the folder
 * @param actions the actions that it brings, by name
 * @param delegates the delegates that it brings, by name
 * @param problems what is wrong with it; what could be loaded works all the same
 */
public record Plugin(
    Path path,
    Map<String, FailpointActionProvider> actions,
    Map<String, DelegateProvider> delegates,
    List<String> problems) {

  /** The level of the service interfaces; a plugin may say in its manifest which it needs. */
  public static final int API_LEVEL = 1;

  /** The manifest's attribute for {@link #API_LEVEL}. */
  public static final String API_LEVEL_ATTRIBUTE = "Cni-Fp-Api-Level";

  /** Loads a plugin; whatever goes wrong is one of its {@link #problems}. */
  static Plugin load(Path path) {
    List<String> problems = new ArrayList<>();
    Map<String, FailpointActionProvider> actions = Map.of();
    Map<String, DelegateProvider> delegates = Map.of();
    try {
      List<Path> jars = jars(path);
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        requireTrusted(jars.get(i));
        requireLevel(jars.get(i));
        urls[i] = url(jars.get(i));
      }
      PluginLoader loader = new PluginLoader(path.getFileName().toString(), urls);
      actions =
          provided(FailpointActionProvider.class, FailpointActionProvider::name, loader, problems);
      delegates = provided(DelegateProvider.class, DelegateProvider::name, loader, problems);
      if (actions.isEmpty() && delegates.isEmpty() && problems.isEmpty()) {
        problems.add("it has no provider in its META-INF/services");
      }
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return new Plugin(path, actions, delegates, problems);
  }

  private static List<Path> jars(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    requireTrusted(path);
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.jar")) {
      entries.forEach(jars::add);
    }
    jars.sort(null);
    return jars;
  }

  private static void requireTrusted(Path path) throws IOException {
    String problem = TrustedPath.check(path).problem();
    if (!problem.isEmpty()) {
      throw new IOException("it is refused: " + problem);
    }
  }

  private static void requireLevel(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("it isn't a jar: it is no regular file");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String level =
          manifest == null ? null : manifest.getMainAttributes().getValue(API_LEVEL_ATTRIBUTE);
      if (level != null && !level.equals(String.valueOf(API_LEVEL))) {
        throw new IOException(
            "it needs the api at level " + level + ", this cni-fp has level " + API_LEVEL);
      }
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      throw why.startsWith("it needs") ? e : new IOException("it isn't a jar: " + why, e);
    }
  }

  private static URL url(Path jar) throws IOException {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IOException("its name can't be a URL", e);
    }
  }

  /** A plugin that can't be used at all. */
  static Plugin unusable(Path path, String problem) {
    return new Plugin(path, Map.of(), Map.of(), List.of(problem));
  }

  private static <P> Map<String, P> provided(
      Class<P> service, Function<P, String> nameOf, PluginLoader loader, List<String> problems) {
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

  /** Shows where the plugin is. */
  public String shown() {
    return ShownPath.of(path);
  }
}
