package io.cnifp.engine.extension;

import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/** The jars of an extension, if no other user may write them. */
final class ExtensionJars {
  private ExtensionJars() {}

  /**
   * Finds the jars of an extension.
   *
   * @param path the jar or the directory of jars
   * @throws IOException that names what is wrong with one, as "it ..."
   */
  static URL[] of(Path path) throws IOException {
    List<Path> jars = jars(path);
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      requireTrusted(jars.get(i));
      requireJar(jars.get(i));
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
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (isJar(entry)) {
          jars.add(entry);
        }
      }
    }
    jars.sort(null);
    return jars;
  }

  /** Returns whether a file is one by its name; what begins with a dot is somebody's leftover. */
  static boolean isJar(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && name.toLowerCase(Locale.ROOT).endsWith(".jar");
  }

  private static void requireTrusted(Path path) throws IOException {
    String problem = TrustedPath.check(path).problem();
    if (!problem.isEmpty()) {
      throw new IOException("it is refused: " + problem);
    }
  }

  private static void requireJar(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("it is not a jar: it is no regular file");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      file.getManifest();
    } catch (IOException e) {
      throw new IOException("it is not a jar: " + e.getMessage(), e);
    }
  }

  private static URL url(Path jar) throws IOException {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IOException("its name cannot be a URL", e);
    }
  }
}
