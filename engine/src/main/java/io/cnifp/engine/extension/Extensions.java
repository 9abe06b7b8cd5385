package io.cnifp.engine.extension;

import io.cnifp.engine.foreign.ExtensionWatch;
import io.cnifp.engine.foreign.Unwatched;
import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The extensions of an installation: the contents of its directory {@code extensions} (or {@code
 * plugins}, the former name) and of the policy's {@code extensionDirs}. They are opened when a name
 * with a dot is looked for, and then kept. Safe for use by several threads.
 */
public final class Extensions {
  private final Map<List<Path>, List<Extension>> opened = new ConcurrentHashMap<>();
  private final List<Path> own;
  private final Supplier<ExtensionWatch> watch;

  /** Creates the extensions of an installation, if there is one; nothing is opened yet. */
  public Extensions(Optional<Path> home) {
    this(home, Unwatched::new);
  }

  /**
   * Creates the extensions of an installation, if there is one; nothing is opened yet.
   *
   * @param home the installation
   * @param watch is told when code of an extension runs; asked for when that is about to happen
   */
  public Extensions(Optional<Path> home, Supplier<ExtensionWatch> watch) {
    this.watch = watch;
    this.own =
        home.map(path -> List.of(path.resolve("extensions"), path.resolve("plugins")))
            .orElse(List.of());
  }

  /** Returns what is told when code of an extension runs. */
  public ExtensionWatch watch() {
    return watch.get();
  }

  /**
   * Returns all extensions, sorted by path within each directory; a directory that is named twice
   * counts once.
   *
   * @param further directories after the installation's own
   */
  public List<Extension> all(List<Path> further) {
    List<Path> directories = new ArrayList<>(own);
    directories.addAll(further);
    return opened.computeIfAbsent(List.copyOf(directories), this::open);
  }

  private List<Extension> open(List<Path> directories) {
    List<Extension> extensions = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path directory : directories) {
      if (!seen.add(real(directory))) {
        continue;
      }
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          if (isExtension(entry) && seen.add(real(entry))) {
            found.add(entry);
          }
        }
      } catch (NoSuchFileException e) {
        // An installation need not have the directory; the policy names one that must exist.
        if (!own.contains(directory)) {
          extensions.add(Extension.unusable(directory, "there is no such directory"));
        }
      } catch (IOException e) {
        extensions.add(Extension.unusable(directory, "the directory cannot be read"));
      }
      String problem = found.isEmpty() ? "" : TrustedPath.check(directory).problem();
      found.sort(null);
      for (Path path : found) {
        extensions.add(
            problem.isEmpty()
                ? Extension.open(path)
                : Extension.unusable(path, "its directory is refused: " + problem));
      }
    }
    return List.copyOf(extensions);
  }

  private static boolean isExtension(Path entry) {
    return ExtensionJars.isJar(entry)
        || (Files.isDirectory(entry) && !entry.getFileName().toString().startsWith("."));
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory;
    }
  }
}
