package io.cnifp.engine.safefile;

import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is held open, so that all operations apply to it whatever happens to the names
 * on its path.
 *
 * <p>If it is confined, it is verified to be where its path says: from the directory up to the
 * root, each name is the directory below it and no link. A path that was resolved before leads to
 * where it was resolved to or nowhere; replacing a directory with a link in between gains nothing.
 *
 * <p>Used on one thread.
 */
public final class SecureDirectory implements AutoCloseable {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private static final Path ROOT = Path.of("/");

  private final SecureDirectoryStream<Path> directory;
  private final Path path;
  private final Optional<Posix> posix;
  private @Nullable BasicFileAttributes seen;
  private boolean stuck;

  private SecureDirectory(SecureDirectoryStream<Path> directory, Path path, Optional<Posix> posix) {
    this.directory = directory;
    this.path = path;
    this.posix = posix;
  }

  /**
   * Opens a directory by a path in which every link has been resolved.
   *
   * <p>The path is opened with a dot at its end, so that what is no directory any more is refused
   * and not opened: opening a FIFO would block, and opening a device may have an effect.
   *
   * @param confined whether it must be verified to be where the path says. If it is not, the
   *     exception does not disclose where the path leads
   */
  public static SecureDirectory open(Path real, boolean confined) throws IOException {
    return open(real, confined, Optional.empty());
  }

  /**
   * Opens a directory as {@link #open(Path, boolean)} does.
   *
   * @param posix opens files in it without a thread of its own for each
   */
  @SuppressWarnings("StreamResourceLeak") // closed with this directory
  public static SecureDirectory open(Path real, boolean confined, Optional<Posix> posix)
      throws IOException {
    if (!confined) {
      return new SecureDirectory(
          secure(Files.newDirectoryStream(real.resolve(".")), real), real, posix);
    }
    try {
      SecureDirectory opened = open(real, false, posix);
      if (opened.isWhereItsPathSays()) {
        return opened;
      }
      opened.close();
    } catch (IOException e) {
      // Reported below, in the same words for all reasons.
    }
    throw new UnsafeFileException("cannot be reached, or was moved meanwhile");
  }

  private boolean isWhereItsPathSays() throws IOException {
    SecureDirectoryStream<Path> at = directory;
    try {
      for (int i = path.getNameCount() - 1; i >= 0; i--) {
        Object key = key(at);
        SecureDirectoryStream<Path> parent =
            at.newDirectoryStream(Path.of(".."), LinkOption.NOFOLLOW_LINKS);
        close(at);
        at = parent;
        if (!key.equals(attributes(at, path.getName(i)).fileKey())) {
          return false;
        }
      }
      return key(at).equals(Files.readAttributes(ROOT, BasicFileAttributes.class).fileKey());
    } catch (AccessDeniedException e) {
      // A user may not read a directory above, as that of all homes.
      return isStillThere();
    } catch (IOException e) {
      return false;
    } finally {
      close(at);
    }
  }

  /** Returns what identifies the directory as long as it exists, wherever it is mounted. */
  public Object key() throws IOException {
    return key(directory);
  }

  /** Returns whether its path still leads to it. */
  public boolean isStillThere() {
    try {
      Object now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return key().equals(now);
    } catch (IOException e) {
      return false;
    }
  }

  /** Throws an exception if it has no entry of this name. */
  void require(Path name) throws IOException {
    attributes(directory, name);
  }

  /**
   * Reads a regular file without blocking forever.
   *
   * <p>FIFOs and devices are not opened at all. If one has taken the file's place meanwhile, {@link
   * UnblockedRead} does not wait and {@link BoundedOpening} bounds the wait; it is not read from.
   *
   * @param max how large the file may be, in bytes
   * @throws UnsafeFileException if it is no regular file or is too large
   */
  public byte[] read(Path name, int max) throws IOException {
    BasicFileAttributes attributes = attributes(directory, name);
    if (!attributes.isRegularFile()) {
      throw new UnsafeFileException("is not a regular file");
    }
    seen = attributes;
    requireSize(attributes.size(), max);
    Object key = Objects.requireNonNull(attributes.fileKey());
    Optional<byte[]> unblocked =
        posix.isPresent()
            ? new UnblockedRead(posix.get()).read(path.resolve(name), key, max)
            : Optional.empty();
    return unblocked.isPresent() ? unblocked.get() : readBounded(name, max);
  }

  private byte[] readBounded(Path name, int max) throws IOException {
    try (SeekableByteChannel channel = opened(name)) {
      long size = channel.size();
      requireSize(size, max);
      ByteBuffer content = ByteBuffer.allocate((int) size);
      int more = 0;
      while (more >= 0 && content.hasRemaining()) {
        more = channel.read(content);
      }
      byte[] read = new byte[content.position()];
      content.flip().get(read);
      return read;
    }
  }

  /**
   * Atomically replaces the file that was read last. The new one has the old one's owner, group and
   * mode. If anything fails, the old one is unchanged.
   *
   * @return false if someone else has replaced or changed the file since it was read; nothing is
   *     done then
   */
  public boolean replace(Path name, byte[] content) throws IOException {
    BasicFileAttributes read = Objects.requireNonNull(seen, "nothing was read");
    return new WholeFile(directory, path, name).replace(read, content);
  }

  /**
   * Creates a file as a whole, readable by all and writable by its owner; follows no link.
   *
   * @return false if there is an entry of this name; nothing is done then
   */
  public boolean create(Path name, byte[] content) throws IOException {
    return new WholeFile(directory, path, name).create(content);
  }

  /** Removes what a call that was killed in {@link #replace} has left, if that can be done. */
  public void removeTemporary(Path name) {
    try {
      new WholeFile(directory, path, name).removeTemporary();
    } catch (IOException e) {
      // On a read-only file system, say. Nothing is to be written, so the call need not fail.
    }
  }

  /** Closes the directory, unless a file is still being opened in it. */
  @Override
  public void close() throws IOException {
    if (!stuck) {
      directory.close();
    }
  }

  private SeekableByteChannel opened(Path name) throws IOException {
    stuck = true;
    try {
      SeekableByteChannel channel = BoundedOpening.open(() -> directory.newByteChannel(name, READ));
      stuck = false;
      return channel;
    } catch (UnsafeFileException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      stuck = false;
      throw e;
    }
  }

  static void requireSize(long size, int max) throws UnsafeFileException {
    if (size > max) {
      throw new UnsafeFileException("is larger than " + max + " bytes");
    }
  }

  static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static Object key(SecureDirectoryStream<Path> directory) throws IOException {
    BasicFileAttributeView view = directory.getFileAttributeView(BasicFileAttributeView.class);
    return Objects.requireNonNull(view.readAttributes().fileKey());
  }

  private void close(SecureDirectoryStream<Path> passed) throws IOException {
    if (!passed.equals(directory)) {
      passed.close();
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path path)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new NotDirectoryException(path.toString());
  }
}
