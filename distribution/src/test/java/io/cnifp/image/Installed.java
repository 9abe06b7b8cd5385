package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A copy of the image for one test class and those nested in it, whose folder of plugins each test
 * finds empty. Register it as a static extension.
 */
final class Installed implements BeforeAllCallback, AfterEachCallback {
  private static final Namespace RESOURCES = Namespace.create(Installed.class);

  private Image image;

  /** Closed by JUnit when the outermost class is done. */
  private record Copy(Path folder, Image image) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      delete(folder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    image = context.getStore(RESOURCES).computeIfAbsent("copy", _ -> copy(), Copy.class).image();
    emptyPlugins();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    emptyPlugins();
  }

  Image image() {
    return image;
  }

  /** The folder {@code plugins}. */
  Path plugins() {
    return image.root().resolve("plugins");
  }

  private static Copy copy() {
    try {
      Path folder = Files.createTempDirectory("cni-fp-installed");
      return new Copy(folder, Image.built().copyTo(folder));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the image can't be copied", e);
    }
  }

  private void emptyPlugins() throws IOException {
    try (Stream<Path> entries = Files.list(plugins())) {
      for (Path entry : entries.toList()) {
        delete(entry);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}
