package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the installer does to the file system. Each method is one step, so that a test can let each
 * step fail, or be the last before a crash.
 */
interface FileChanges {
  /** Creates a directory that everyone may read. */
  void createDirectory(Path directory) throws IOException;

  /** Copies a file with its time to a new file, and writes it to the disk. */
  void copy(Path from, Path to, boolean executable) throws IOException;

  /** Writes a new file to the disk, which everyone or only its owner may read. */
  void write(Path file, byte[] content, boolean secret) throws IOException;

  /** Creates a symbolic link. */
  void link(Path link, Path target) throws IOException;

  /** Gives a file, or a symbolic link, another name. */
  void addName(Path name, Path file) throws IOException;

  /** Renames, and replaces a file of the new name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, a link or an empty directory. */
  void delete(Path path) throws IOException;

  /** Gives a directory the time of another one. */
  void copyTime(Path from, Path to) throws IOException;

  /** Writes the names in a directory to the disk. */
  void sync(Path directory) throws IOException;
}
