package io.cnifp.acceptance.harness;

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
 * A copy of the image for one test class and those nested in it, whose directory of extensions each
 * test finds empty. Register it as a static extension.
 */
public final class InstalledImage implements BeforeAllCallback, AfterEachCallback {
  private static final Namespace RESOURCES = Namespace.create(InstalledImage.class);

  private static final String DIRECTORY = "extensions";

  private Image image;

  /** Closed by JUnit when the outermost class is done. */
  private record Copy(Path directory, Image image) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      delete(directory);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    image = context.getStore(RESOURCES).computeIfAbsent("copy", _ -> copy(), Copy.class).image();
    emptyExtensions();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    emptyExtensions();
  }

  public Image image() {
    return image;
  }

  /** Returns the directory of extensions. */
  public Path extensions() {
    return image.root().resolve(DIRECTORY);
  }

  private static Copy copy() {
    try {
      Path directory = Files.createTempDirectory("cni-fp-installed");
      return new Copy(directory, Image.built().copyTo(directory));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the image cannot be copied", e);
    }
  }

  private void emptyExtensions() throws IOException {
    Files.createDirectories(extensions());
    try (Stream<Path> entries = Files.list(extensions())) {
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
