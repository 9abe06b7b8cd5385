package io.cnifp.node.install;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an installation consists of, and so what uninstalling it removes. Immutable.
 *
 * <p>The file has a sentence in its first line, then an entry a line: a word and a name.
 *
 * @param entries the entries
 */
record Manifest(SortedSet<Entry> entries) {
  static final Manifest EMPTY = new Manifest(new TreeSet<>());

  private static final String HEAD =
      "Installed by cni-fp install; PREFIX/current/bin/install --uninstall removes it.";

  /** How manifests of installations without builds begin. */
  private static final String FORMER_HEAD = "Installed by cni-fp bin/install;";

  /** The kinds of entries. */
  enum Kind {
    /** A directory outside of the prefix, or the prefix itself. */
    CREATED("created"),
    /** A launcher in a directory of CNI plugins. */
    LAUNCHER("launcher"),
    /** A build in the prefix. */
    BUILD("build"),
    /** A file in the prefix that belongs to no build. */
    FILE("file"),
    /** A directory in the prefix that belongs to no build. */
    DIRECTORY("directory"),
    /** A file of an installation without builds, which calls may still use. */
    FORMER_FILE("former-file"),
    /** A directory of such an installation. */
    FORMER_DIRECTORY("former-directory"),
    /** The image was unpacked at the prefix, so its files are not the installer's. */
    UNPACKED("unpacked");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * One entry.
   *
   * @param name a path in the prefix or an absolute one
   */
  record Entry(Kind kind, String name) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }

  Manifest {
    entries = new TreeSet<>(entries);
  }

  /**
   * Parses a manifest.
   *
   * @throws InstallException if it names something that can't belong to an installation
   */
  static Manifest parse(String text) {
    List<String> lines = text.lines().toList();
    boolean former = !lines.isEmpty() && lines.getFirst().startsWith(FORMER_HEAD);
    Manifest manifest = EMPTY;
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      int space = line.indexOf(' ');
      Optional<Kind> kind = kind(space < 0 ? line : line.substring(0, space));
      if (kind.isPresent()) {
        String name = space < 0 ? "" : line.substring(space + 1);
        require(isPossible(kind.get(), name), line);
        manifest = manifest.with(kind.get(), name);
      }
    }
    return former && manifest.has(Kind.FILE, "VERSION") ? manifest.asFormer() : manifest;
  }

  private static Optional<Kind> kind(String word) {
    // Two words of manifests before 0.1.0.
    String current =
        switch (word) {
          case "made" -> "created";
          case "folder" -> "directory";
          default -> word;
        };
    return Arrays.stream(Kind.values()).filter(kind -> kind.word.equals(current)).findFirst();
  }

  private static void require(boolean possible, String line) {
    if (!possible) {
      throw new InstallException(
          "the MANIFEST has the entry '" + line + "', which can't be part of an installation");
    }
  }

  /** Returns whether a name is one that the installer writes; it never leads out of the prefix. */
  private static boolean isPossible(Kind kind, String name) {
    try {
      Path path = Path.of(name);
      boolean plain = !name.isEmpty() && path.normalize().equals(path) && !name.startsWith("..");
      return switch (kind) {
        case UNPACKED -> name.isEmpty();
        case BUILD -> BuildId.isName(name);
        case LAUNCHER -> plain && path.isAbsolute() && Launcher.isName(name);
        case CREATED -> plain && path.isAbsolute();
        case FILE, DIRECTORY, FORMER_FILE, FORMER_DIRECTORY -> plain && !path.isAbsolute();
      };
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns this manifest of an installation without builds as what an upgrade leaves of it. */
  private Manifest asFormer() {
    Manifest manifest = this;
    for (String name : names(Kind.FILE)) {
      if (!isExtension(name)) {
        manifest = manifest.without(Kind.FILE, name).with(Kind.FORMER_FILE, name);
      }
    }
    for (String name : names(Kind.DIRECTORY)) {
      if (!isExtension(name)) {
        manifest = manifest.without(Kind.DIRECTORY, name).with(Kind.FORMER_DIRECTORY, name);
      }
    }
    return manifest;
  }

  private static boolean isExtension(String name) {
    return Prefix.EXTENSIONS.contains(Path.of(name).getName(0).toString());
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    for (Entry entry : entries) {
      text.append(entry.kind().word);
      if (!entry.name().isEmpty()) {
        text.append(' ').append(entry.name());
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns the names of one kind, in order. */
  List<String> names(Kind kind) {
    List<String> names = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.kind() == kind) {
        names.add(entry.name());
      }
    }
    return names;
  }

  List<Path> launchers() {
    return names(Kind.LAUNCHER).stream().map(Path::of).toList();
  }

  List<BuildId> builds() {
    return names(Kind.BUILD).stream().map(BuildId::new).toList();
  }

  boolean has(Kind kind, String name) {
    return entries.contains(new Entry(kind, name));
  }

  boolean hasFormer() {
    return entries.stream()
        .anyMatch(each -> each.kind() == Kind.FORMER_FILE || each.kind() == Kind.FORMER_DIRECTORY);
  }

  Manifest with(Kind kind, String name) {
    SortedSet<Entry> more = new TreeSet<>(entries);
    more.add(new Entry(kind, name));
    return new Manifest(more);
  }

  Manifest withAll(Kind kind, Collection<Path> names) {
    SortedSet<Entry> more = new TreeSet<>(entries);
    names.forEach(name -> more.add(new Entry(kind, name.toString())));
    return new Manifest(more);
  }

  Manifest without(Kind kind, String name) {
    return without(entry -> entry.equals(new Entry(kind, name)));
  }

  Manifest without(Predicate<Entry> gone) {
    SortedSet<Entry> fewer = new TreeSet<>(entries);
    fewer.removeIf(gone);
    return new Manifest(fewer);
  }
}
