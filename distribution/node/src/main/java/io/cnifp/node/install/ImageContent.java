package io.cnifp.node.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an image, with a digest over their names, contents and execute permissions.
 *
 * @param root the directory of the image
 * @param entries all of them, each directory before what is in it
 * @param digest SHA-256, in hexadecimal digits
 */
record ImageContent(Path root, List<Entry> entries, String digest) {
  private static final Path JAVA = Path.of("runtime/bin/java");
  private static final Path LAUNCHER = Path.of("bin/launcher");
  private static final Path VERSION = Path.of("VERSION");
  private static final int BUFFER = 1 << 18;

  /** What an entry is. */
  enum Kind {
    DIRECTORY,
    LINK,
    FILE,
    EXECUTABLE
  }

  /**
   * One file, link or directory.
   *
   * @param name its path below the root of the image
   * @param source where it is copied from
   * @param value the digest of a file, the target of a link
   */
  record Entry(Path name, Path source, Kind kind, String value) {}

  /**
   * Reads an image.
   *
   * @throws InstallException if it is no image
   */
  static ImageContent read(Path root) throws IOException {
    requireImage(root);
    List<Path> names = names(root);
    try {
      names.sort(null);
      return of(root, names.parallelStream().map(name -> entry(root, name)).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns the names of all files, links and directories in order, without what is no part. */
  static List<Path> names(Path root) throws IOException {
    List<Path> names = new ArrayList<>();
    for (Path top : FileTree.entries(root)) {
      if (!Prefix.isOwn(root.relativize(top))) {
        names.add(root.relativize(top));
        if (FileTree.isDirectory(top)) {
          FileTree.below(top).forEach(path -> names.add(root.relativize(path)));
        }
      }
    }
    return names;
  }

  static void requireImage(Path root) {
    if (!Files.isExecutable(root.resolve(JAVA))
        || !Files.isExecutable(root.resolve(LAUNCHER))
        || !Files.isRegularFile(root.resolve(VERSION))) {
      throw new InstallException(
          root + " is not a cni-fp image: it needs VERSION, bin/launcher and runtime/bin/java");
    }
  }

  /**
   * Returns the image with executables for each launcher: a launcher is known by its file, and a
   * process is found by the name of the one that it runs.
   */
  ImageContent withLaunchers(Collection<String> launchers) {
    SortedMap<Path, Entry> all = new TreeMap<>();
    entries.forEach(entry -> all.put(entry.name(), entry));
    for (String launcher : launchers) {
      executables(launcher)
          .forEach((name, original) -> {
            Entry copied = Objects.requireNonNull(all.get(original));
            all.putIfAbsent(name, new Entry(name, copied.source(), copied.kind(), copied.value()));
          });
    }
    return of(root, List.copyOf(all.values()));
  }

  /** Returns the executables of a launcher, each with what it is a copy of. */
  static Map<Path, Path> executables(String launcher) {
    return Map.of(LAUNCHER.resolveSibling(launcher), LAUNCHER, JAVA.resolveSibling(launcher), JAVA);
  }

  private static ImageContent of(Path root, List<Entry> entries) {
    return new ImageContent(root, entries, digest(entries));
  }

  /** Returns the build that the files are. */
  BuildId id() throws IOException {
    return BuildId.of(Files.readString(root.resolve(VERSION)).strip(), digest);
  }

  private static Entry entry(Path root, Path name) {
    Path path = root.resolve(name);
    try {
      if (Files.isSymbolicLink(path)) {
        return new Entry(name, path, Kind.LINK, Files.readSymbolicLink(path).toString());
      }
      if (FileTree.isDirectory(path)) {
        return new Entry(name, path, Kind.DIRECTORY, "");
      }
      if (!Files.isRegularFile(path)) {
        throw new InstallException(path + " is neither a file, a directory nor a link");
      }
      Kind kind = Files.isExecutable(path) ? Kind.EXECUTABLE : Kind.FILE;
      return new Entry(name, path, kind, digest(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, channel.size() + 1));
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digest(List<Entry> entries) {
    MessageDigest digest = sha256();
    for (Entry entry : entries) {
      String text = entry.kind() + "\0" + entry.name() + "\0" + entry.value() + "\0";
      digest.update(text.getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
