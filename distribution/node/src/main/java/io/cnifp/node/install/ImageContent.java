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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of an image, with a digest over their names, contents and execute permissions.
 *
 * @param root the directory of the image
 * @param entries all of them, each directory before what is in it
 * @param digest SHA-256, in hexadecimal digits
 */
record ImageContent(Path root, List<Entry> entries, String digest) {
  private static final Path JAVA = Path.of("runtime/bin/java");
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
    if (!Files.isExecutable(root.resolve(JAVA)) || !Files.isRegularFile(root.resolve(VERSION))) {
      throw new InstallException(
          root + " is not a cni-fp image: it has no VERSION or no runtime/bin/java");
    }
  }

  /**
   * Returns the image with a copy of {@code java} for each launcher: a process is found by the name
   * of its executable.
   */
  ImageContent withLaunchers(Collection<String> launchers) {
    List<Entry> all = new ArrayList<>(entries);
    Entry java =
        entries.stream().filter(entry -> entry.name().equals(JAVA)).findFirst().orElseThrow();
    for (String launcher : launchers) {
      Path name = executable(launcher);
      if (entries.stream().noneMatch(entry -> entry.name().equals(name))) {
        all.add(new Entry(name, java.source(), java.kind(), java.value()));
      }
    }
    return of(root, all);
  }

  /** Returns the name of the executable that a launcher's process runs. */
  static Path executable(String launcher) {
    return JAVA.resolveSibling(launcher);
  }

  private static ImageContent of(Path root, List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::name));
    return new ImageContent(root, List.copyOf(sorted), digest(sorted));
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
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(file)) {
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
