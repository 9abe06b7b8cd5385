package io.cnifp.engine.provider;

import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The jars of a plugin, if nobody else may write them and they are made for this api. */
final class PluginFiles {
  private PluginFiles() {}

  /**
   * Finds the jars of a plugin.
   *
   * @param path the jar or the folder of jars
   * @throws IOException that says what is wrong with one, as "it ..."
   */
  static URL[] of(Path path) throws IOException {
    List<Path> jars = jars(path);
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      requireTrusted(jars.get(i));
      requireLevel(jars.get(i));
      urls[i] = url(jars.get(i));
    }
    return urls;
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
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Plugin.API_LEVEL_ATTRIBUTE);
      if (level != null && !level.equals(String.valueOf(Plugin.API_LEVEL))) {
        throw new IOException(
            "it needs the api at level " + level + ", this cni-fp has level " + Plugin.API_LEVEL);
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
}
