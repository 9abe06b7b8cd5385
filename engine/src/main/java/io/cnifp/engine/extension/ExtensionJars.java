package io.cnifp.engine.extension;

import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The jars of an extension, if no other user may write them. */
final class ExtensionJars {
  private ExtensionJars() {}

  /**
   * Opens the jars of an extension.
   *
   * @param path the jar or the directory of jars
   * @throws IOException that names what is wrong with one, as "it ..."
   */
  static List<JarFile> open(Path path) throws IOException {
    List<JarFile> opened = new ArrayList<>();
    try {
      for (Path jar : jars(path)) {
        requireTrusted(jar);
        opened.add(opened(jar));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      for (JarFile jar : opened) {
        jar.close();
      }
      throw e;
    }
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

  private static JarFile opened(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException("it is not a jar: it is no regular file");
    }
    JarFile opened = null;
    try {
      opened = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion());
      opened.getManifest();
      return opened;
    } catch (IOException e) {
      close(opened);
      throw new IOException("it is not a jar: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close(opened);
      throw e;
    }
  }

  private static void close(@Nullable JarFile jar) throws IOException {
    if (jar != null) {
      jar.close();
    }
  }
}
