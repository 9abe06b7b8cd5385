package io.cnifp.command.node;

import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.engine.policy.PolicyReader;
import io.cnifp.engine.safefile.TrustedPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file of the node's policy, as {@code cni-fp policy} writes it. */
final class PolicyFile {
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));
  private static final FileAttribute<?> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private final Path path;

  PolicyFile(Path path) {
    this.path = path;
  }

  /** Returns its text; empty if there is none. */
  Optional<String> text() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new String(PolicyReader.content(path), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Replaces it as a whole, in a directory that only root and the caller can change. */
  void write(String text) {
    try {
      createDirectory(parent());
      Path whole = parent().resolve("." + path.getFileName() + "." + ProcessHandle.current().pid());
      Files.deleteIfExists(whole);
      try (FileChannel channel =
          FileChannel.open(
              whole, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
        Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Removes it; does nothing if there is none. */
  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Creates a directory, and those it is in, unless it exists. */
  static void createDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, DIRECTORY_MODE);
    String problem = TrustedPath.check(directory).problem();
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
  }

  private Path parent() throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException("it is not a file");
    }
    return parent;
  }

  private CommandException failed(IOException e) {
    return new CommandException(
        ExitStatus.FAILED, "the policy " + path + " cannot be read or written: " + e.getMessage());
  }
}
