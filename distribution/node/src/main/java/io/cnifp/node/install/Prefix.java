package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directory of an installation: which name in it is what.
 *
 * @param directory its absolute path, links resolved
 */
public record Prefix(Path directory) {
  /** What belongs to the prefix and not to an image, even if the image was unpacked there. */
  private static final Set<String> OWN =
      Set.of("MANIFEST", "current", "extensions", "in-use", "plugins");

  /** The directories of extensions, the second by its former name. */
  static final List<String> EXTENSIONS = List.of("extensions", "plugins");

  private static final String STAGED = ".staged-";
  private static final String REMOVED = ".removed-";

  /** Returns the prefix that an image is installed in; empty if it is not installed. */
  public static Optional<Prefix> of(Path image) {
    Prefix itself = new Prefix(image);
    if (itself.isInstalled()) {
      return Optional.of(itself);
    }
    return Optional.ofNullable(image.getParent())
        .map(Prefix::new)
        .filter(prefix -> prefix.isInstalled() && BuildId.isName(lastName(image)));
  }

  /** Returns whether something is installed here. */
  public boolean isInstalled() {
    return Files.isRegularFile(manifest(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the directory of a build. */
  public Path build(BuildId build) {
    return directory.resolve(build.name());
  }

  /** Returns the link to the build that new calls use. */
  public Path current() {
    return directory.resolve("current");
  }

  /** Returns the build that new calls use; empty if there is none, or if it is the prefix. */
  public Optional<BuildId> currentBuild() {
    try {
      return Optional.of(Files.readSymbolicLink(current()).toString())
          .filter(BuildId::isName)
          .map(BuildId::new);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  Path manifest() {
    return directory.resolve("MANIFEST");
  }

  /** Returns the file whose lock an installer holds. */
  Path lock() {
    return directory.resolve(".lock");
  }

  /** Returns where a build is staged. */
  Path staged(BuildId build) {
    return directory.resolve(STAGED + build);
  }

  /** Returns what a build is renamed to before it is deleted. */
  Path removed(BuildId build) {
    return directory.resolve(REMOVED + build);
  }

  static boolean isStaged(Path entry) {
    return lastName(entry).startsWith(STAGED);
  }

  static boolean isRemoved(Path entry) {
    return lastName(entry).startsWith(REMOVED);
  }

  /** Returns whether a name in an unpacked image is not one of its files. */
  static boolean isOwn(Path name) {
    String text = name.getName(0).toString();
    return OWN.contains(text) || text.startsWith(".") || BuildId.isName(text);
  }

  /** Returns whether there is nothing but extensions and what an interrupted installer has left. */
  boolean isFree() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = lastName(entry);
        if (!EXTENSIONS.contains(name) && !name.startsWith(".")) {
          return false;
        }
      }
      return true;
    }
  }

  private static String lastName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
