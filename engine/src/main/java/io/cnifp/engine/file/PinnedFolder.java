package io.cnifp.engine.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder held open, so that what is done in it is done in this folder whatever happens to the
 * names on its way.
 *
 * <p>If it is confined, it is proved to be where its path says: from the folder up to the root,
 * each name is the folder below it and not a link. A path that was resolved before thus leads to
 * where it was resolved to, or nowhere: nobody gains by swapping a folder for a link in between.
 */
final class PinnedFolder implements AutoCloseable {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private static final Path ROOT = Path.of("/");

  private final SecureDirectoryStream<Path> folder;
  private final Path path;
  private @Nullable BasicFileAttributes seen;
  private boolean stuck;

  private PinnedFolder(SecureDirectoryStream<Path> folder, Path path) {
    this.folder = folder;
    this.path = path;
  }

  /**
   * Opens a folder by a path in which every link has been resolved.
   *
   * <p>The path is opened with a dot behind it, so that what isn't a folder any more is refused and
   * not opened: opening a FIFO would wait, and opening a device may do something.
   *
   * @param confined whether it must be proved to be where the path says. If it isn't, nothing is
   *     told of where the path leads instead
   */
  @SuppressWarnings("StreamResourceLeak") // kept
  static PinnedFolder open(Path real, boolean confined) throws IOException {
    if (!confined) {
      return new PinnedFolder(secure(Files.newDirectoryStream(real.resolve(".")), real), real);
    }
    try {
      PinnedFolder opened = open(real, false);
      if (opened.isWhereItsPathSays()) {
        return opened;
      }
      opened.close();
    } catch (IOException e) {
      // Told below, the same for all reasons.
    }
    throw new UnfitFileException("can't be reached, or was moved meanwhile");
  }

  private boolean isWhereItsPathSays() throws IOException {
    SecureDirectoryStream<Path> at = folder;
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
    } catch (IOException e) {
      return false;
    } finally {
      close(at);
    }
  }

  /** What identifies the folder as long as it exists, wherever it is mounted. */
  Object key() throws IOException {
    return key(folder);
  }

  /** Whether its path still leads to it. */
  boolean isStillThere() {
    try {
      Object now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return key().equals(now);
    } catch (IOException e) {
      return false;
    }
  }

  /** Throws if there is nothing of this name in it. */
  void require(Path name) throws IOException {
    attributes(folder, name);
  }

  /**
   * Reads a regular file of at most {@code most} bytes, never waiting.
   *
   * <p>The look at its kind keeps FIFOs and devices from being opened at all. Should one have been
   * put there meanwhile, {@link BoundedOpening} keeps the call from waiting; such a thing has size
   * 0 and is not read from.
   *
   * @throws UnfitFileException if it isn't a regular file or is too large
   */
  byte[] read(Path name, int most) throws IOException {
    BasicFileAttributes attributes = attributes(folder, name);
    if (!attributes.isRegularFile()) {
      throw new UnfitFileException("isn't a regular file");
    }
    seen = attributes;
    requireSize(attributes.size(), most);
    try (SeekableByteChannel channel = opened(name)) {
      long size = channel.size();
      requireSize(size, most);
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
   * Replaces the file that was read last atomically; the new one has the old one's owner, group and
   * mode. The old one is as it was if anything fails.
   *
   * @return false if somebody else has replaced or changed the file since it was read; nothing is
   *     done then
   */
  boolean replace(Path name, byte[] content) throws IOException {
    Optional<Ownership> kept = Ownership.of(path.resolve(name), readKey());
    if (kept.isEmpty()) {
      return false;
    }
    Path temporary = temporary(name);
    removeTemporary(name);
    boolean done = false;
    try {
      create(temporary, kept.get(), content);
      if (isAsRead(name)) {
        folder.move(temporary, folder, name);
        done = true;
      }
      return done;
    } finally {
      if (!done) {
        removeTemporary(name);
      }
    }
  }

  private void create(Path temporary, Ownership owner, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        folder.newByteChannel(
            temporary, CREATE, PosixFilePermissions.asFileAttribute(owner.permissions()))) {
      Object key = Objects.requireNonNull(attributes(folder, temporary).fileKey());
      owner.give(path.resolve(temporary), key, channel);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private Object readKey() {
    return Objects.requireNonNull(Objects.requireNonNull(seen, "nothing was read").fileKey());
  }

  private boolean isAsRead(Path name) throws IOException {
    BasicFileAttributes before = Objects.requireNonNull(seen);
    BasicFileAttributes now = attributes(folder, name);
    return readKey().equals(now.fileKey())
        && before.size() == now.size()
        && before.lastModifiedTime().equals(now.lastModifiedTime());
  }

  /** Removes what a call that was killed in {@link #replace} has left. */
  void removeTemporary(Path name) throws IOException {
    try {
      folder.deleteFile(temporary(name));
    } catch (NoSuchFileException e) {
      // The usual case.
    }
  }

  /** Closes the folder, unless it waits for a file that is still being opened in it. */
  @Override
  public void close() throws IOException {
    if (!stuck) {
      folder.close();
    }
  }

  private SeekableByteChannel opened(Path name) throws IOException {
    stuck = true;
    try {
      SeekableByteChannel channel = BoundedOpening.open(() -> folder.newByteChannel(name, READ));
      stuck = false;
      return channel;
    } catch (UnfitFileException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      stuck = false;
      throw e;
    }
  }

  private static void requireSize(long size, int most) throws UnfitFileException {
    if (size > most) {
      throw new UnfitFileException("is larger than " + most + " bytes");
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    return folder
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static Object key(SecureDirectoryStream<Path> folder) throws IOException {
    BasicFileAttributeView view = folder.getFileAttributeView(BasicFileAttributeView.class);
    return Objects.requireNonNull(view.readAttributes().fileKey());
  }

  private void close(SecureDirectoryStream<Path> passed) throws IOException {
    if (!passed.equals(folder)) {
      passed.close();
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

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path path)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new NotDirectoryException(path.toString());
  }
}
