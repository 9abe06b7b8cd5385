package io.cnifp.engine.safefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file of a directory that is written as a whole: as a temporary file beside it, which then takes
 * its place. Used once, on one thread.
 */
final class WholeFile {
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final int NEW_FILE_MODE = 0644;

  private final SecureDirectoryStream<Path> directory;
  private final Path path;
  private final Path name;

  /**
   * Creates a file's view; nothing is written yet.
   *
   * @param directory its directory, held open
   * @param path the real path of its directory
   * @param name its name there
   */
  WholeFile(SecureDirectoryStream<Path> directory, Path path, Path name) {
    this.directory = directory;
    this.path = path;
    this.name = name;
  }

  /** Replaces the file, if it is still as it was read; returns whether it was. */
  boolean replace(BasicFileAttributes read, byte[] content) throws IOException {
    Optional<Ownership> kept = Ownership.of(path.resolve(name), key(read));
    if (kept.isEmpty()) {
      return false;
    }
    Path temporary = freeTemporary();
    boolean done = false;
    try {
      write(temporary, kept.get(), content);
      if (isAs(read)) {
        directory.move(temporary, directory, name);
        done = true;
      }
      return done;
    } finally {
      if (!done) {
        remove(temporary);
      }
    }
  }

  /** Creates the file, if there is no entry of its name; returns whether there was none. */
  boolean create(byte[] content) throws IOException {
    if (exists()) {
      return false;
    }
    Path temporary = freeTemporary();
    boolean done = false;
    try {
      try (SeekableByteChannel channel =
          directory.newByteChannel(temporary, CREATE, CreationMode.of(NEW_FILE_MODE))) {
        write(content, channel);
      }
      if (!exists()) {
        directory.move(temporary, directory, name);
        done = true;
      }
      return done;
    } finally {
      if (!done) {
        remove(temporary);
      }
    }
  }

  /** Removes the temporary file of a process that was killed. */
  void removeTemporary() throws IOException {
    remove(temporary(name));
  }

  private void write(Path temporary, Ownership owner, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        directory.newByteChannel(temporary, CREATE, CreationMode.of(owner.mode()))) {
      Object key = key(SecureDirectory.attributes(directory, temporary));
      owner.give(path.resolve(temporary), key, channel);
      write(content, channel);
    }
  }

  private static void write(byte[] content, SeekableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private boolean exists() throws IOException {
    try {
      SecureDirectory.attributes(directory, name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean isAs(BasicFileAttributes read) throws IOException {
    BasicFileAttributes now = SecureDirectory.attributes(directory, name);
    return key(read).equals(now.fileKey())
        && read.size() == now.size()
        && read.lastModifiedTime().equals(now.lastModifiedTime());
  }

  private void remove(Path temporary) throws IOException {
    try {
      directory.deleteFile(temporary);
    } catch (NoSuchFileException e) {
      // The usual case.
    }
  }

  /** Returns the usual name of a temporary file, or another one if somebody else occupies it. */
  private Path freeTemporary() {
    Path usual = temporary(name);
    try {
      remove(usual);
      return usual;
    } catch (IOException e) {
      String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
      return temporary(Path.of(random + "." + name));
    }
  }

  private static Path temporary(Path name) {
    String text = name.toString();
    if (text.length() > 60) {
      int end = Character.isHighSurrogate(text.charAt(39)) ? 39 : 40;
      text = text.substring(0, end) + Integer.toHexString(text.hashCode());
    }
    return Path.of("." + text + ".cni-fp");
  }

  private static Object key(BasicFileAttributes attributes) {
    return Objects.requireNonNull(attributes.fileKey());
  }
}
