package io.cnifp.engine.statedir;

import io.cnifp.engine.safefile.CreationMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The secret of a state directory, 128 bits in the file {@code secret}. It decides which byte of a
 * file is whose lock, so that no one can find a name that has another's. All calls have the same
 * one: the first call creates it, and it stays until the directory is removed.
 *
 * @param k0 its first eight bytes, little-endian
 * @param k1 the other eight
 */
record LockSecret(long k0, long k1) {
  private static final int SIZE = 16;

  /**
   * Reads the secret of a directory, and creates it if there is none.
   *
   * @throws IOException if that fails or it is damaged
   */
  static LockSecret of(Path directory) throws IOException {
    Path file = directory.resolve("secret");
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      create(file);
      return read(file);
    }
  }

  /** Returns the offset of the lock of a name, from 0 to 2^62 - 1. */
  long offset(String name) {
    return SipHash.of(k0, k1, name.getBytes(StandardCharsets.UTF_8)) & (Long.MAX_VALUE >> 1);
  }

  private static LockSecret read(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(bytes);
      if (bytes.hasRemaining()) {
        throw new IOException(file + " is damaged: remove it while no call is made");
      }
      return new LockSecret(bytes.getLong(0), bytes.getLong(8));
    }
  }

  private static void create(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    Path whole = file.resolveSibling(".secret-" + Long.toHexString(random.nextLong()));
    try (FileChannel channel =
        FileChannel.open(
            whole,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            CreationMode.of(0600))) {
      channel.write(ByteBuffer.wrap(bytes));
      // Unlike a rename, a link never replaces what another call has created meanwhile.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another call has created it.
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
