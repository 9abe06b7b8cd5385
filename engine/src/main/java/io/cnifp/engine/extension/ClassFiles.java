package io.cnifp.engine.extension;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The class files that a class may refer to, as bytes. */
final class ClassFiles {
  private ClassFiles() {}

  /**
   * Returns the file of a class.
   *
   * @param user a class that refers to it, or it itself
   * @param name its name with slashes
   */
  static Optional<byte[]> find(Class<?> user, String name) throws IOException {
    if (user.getClassLoader() instanceof ExtensionClassLoader own) {
      Optional<byte[]> file = own.classFile(name);
      if (file.isPresent()) {
        return file;
      }
    }
    try (InputStream stream = user.getResourceAsStream("/" + name + ".class")) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    }
  }
}
