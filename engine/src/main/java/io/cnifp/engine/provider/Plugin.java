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
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A third party's plugin: a jar, or a folder of jars.
 *
 * @param path the jar or the folder
 * @param actions the actions that it brings
 * @param delegates the delegates that it brings
 * @param problems what is wrong with it; what could be loaded works all the same
 */
public record Plugin(
    Path path,
    List<FailpointActionProvider> actions,
    List<DelegateProvider> delegates,
    List<String> problems) {

  /** The level of the service interfaces; a plugin may say in its manifest which it needs. */
  public static final int API_LEVEL = 1;

  /** The manifest's attribute for {@link #API_LEVEL}. */
  public static final String API_LEVEL_ATTRIBUTE = "Cni-Fp-Api-Level";

  /** Loads a plugin; whatever goes wrong is one of its {@link #problems}. */
  static Plugin load(Path path) {
    List<String> problems = new ArrayList<>();
    List<FailpointActionProvider> actions = new ArrayList<>();
    List<DelegateProvider> delegates = new ArrayList<>();
    try {
      List<Path> jars = jars(path);
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        requireTrusted(jars.get(i));
        requireLevel(jars.get(i));
        urls[i] = url(jars.get(i));
      }
      PluginLoader loader = new PluginLoader(path.getFileName().toString(), urls);
      actions = provided(FailpointActionProvider.class, loader, problems);
      delegates = provided(DelegateProvider.class, loader, problems);
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

  private static <P> List<P> provided(
      Class<P> service, PluginLoader loader, List<String> problems) {
    List<P> provided = new ArrayList<>();
    Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
    boolean more = true;
    while (more) {
      try {
        P provider = providers.next();
        if (provider.getClass().getClassLoader() == loader) {
          provided.add(provider);
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add(reason(e));
      }
    }
    return provided;
  }

  /** What failed and the innermost cause: what the plugin's author needs. */
  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
    Throwable innermost = null;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost == null ? reason.toString() : reason.append(": ").append(innermost).toString();
  }

  /** Shows where the plugin is. */
  public String shown() {
    return ShownPath.of(path);
  }
}
