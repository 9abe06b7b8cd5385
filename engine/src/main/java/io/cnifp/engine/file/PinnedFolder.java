package io.cnifp.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A folder held open, so that what is done in it is done in this folder whatever happens to the
 * names on its way.
 *
 * <p>It is reached from the root element by element without following a link. A path that was
 * resolved before thus leads to where it was resolved to, or nowhere: nobody gains by swapping a
 * folder for a link in between.
 */
final class PinnedFolder implements AutoCloseable {
  private static final Set<OpenOption> READ_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final SecureDirectoryStream<Path> folder;
  private final Path path;

  private PinnedFolder(SecureDirectoryStream<Path> folder, Path path) {
    this.folder = folder;
    this.path = path;
  }

  /** Opens a folder by a path in which every link has been resolved. */
  @SuppressWarnings("StreamResourceLeak") // each stream but the last is closed, the last is kept
  static PinnedFolder open(Path real) throws IOException {
    SecureDirectoryStream<Path> at = secure(Files.newDirectoryStream(Path.of("/")), real);
    try {
      for (Path name : real) {
        SecureDirectoryStream<Path> next = at.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        at.close();
        at = next;
      }
      return new PinnedFolder(at, real);
    } catch (IOException e) {
      at.close();
      throw e;
    }
  }

  /** What identifies the folder as long as it exists, wherever it is mounted. */
  Object key() throws IOException {
    BasicFileAttributeView view = folder.getFileAttributeView(BasicFileAttributeView.class);
    return Objects.requireNonNullElse(view.readAttributes().fileKey(), path);
  }

  /**
   * Reads a regular file of at most {@code most} bytes, never waiting.
   *
   * <p>The look at its kind keeps devices, whose opening may have effects, from being opened at
   * all. It is opened for writing too, although nothing is written: opening a FIFO so doesn't wait,
   * should one have been put there meanwhile. Such a thing has size 0 and is not read from.
   *
   * @throws UnfitFileException if it isn't a regular file or is too large
   */
  byte[] read(Path name, int most) throws IOException {
    BasicFileAttributes attributes = attributes(name);
    if (!attributes.isRegularFile()) {
      throw new UnfitFileException("isn't a regular file");
    }
    try (SeekableByteChannel channel = openToRead(name)) {
      long size = channel.size();
      if (size > most) {
        throw new UnfitFileException("is larger than " + most + " bytes");
      }
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
   * Replaces a file atomically; the new one has the old one's owner, group and mode. The old one is
   * as it was if anything fails.
   */
  void replace(Path name, byte[] content) throws IOException {
    Ownership kept = Ownership.of(path.resolve(name));
    Path temporary = temporary(name);
    removeTemporary(name);
    try (SeekableByteChannel channel =
        folder.newByteChannel(
            temporary, CREATE, PosixFilePermissions.asFileAttribute(kept.permissions()))) {
      kept.give(path.resolve(temporary), channel);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      removeTemporary(name);
      throw e;
    }
    folder.move(temporary, folder, name);
  }

  /** Removes what a call that was killed in {@link #replace} has left. */
  void removeTemporary(Path name) throws IOException {
    try {
      folder.deleteFile(temporary(name));
    } catch (NoSuchFileException e) {
      // The usual case.
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }

  private SeekableByteChannel openToRead(Path name) throws IOException {
    try {
      return folder.newByteChannel(name, READ_WRITE);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // A read-only file system, or a file that this user may only read.
      return folder.newByteChannel(name, READ);
    }
  }

  private BasicFileAttributes attributes(Path name) throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static Path temporary(Path name) {
    String text = name.toString();
    return Path.of(
        text.length() <= 60
            ? "." + text + ".cni-fp"
            : "." + text.substring(0, 40) + Integer.toHexString(text.hashCode()) + ".cni-fp");
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
