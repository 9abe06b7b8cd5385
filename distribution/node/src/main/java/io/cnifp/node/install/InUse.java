package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Who uses a build. Each call holds a shared lock on {@code BUILD/in-use}; a call of another user,
 * who may not open that file, is found by its executable.
 */
final class InUse {
  static final String NAME = "in-use";

  private final Processes processes;

  InUse(Processes processes) {
    this.processes = processes;
  }

  /**
   * Takes the exclusive lock of a build, or of a directory that was one.
   *
   * @return the lock; empty if a call uses it. The caller holds the lock until the build is gone
   */
  Optional<Flock> claim(Path build) throws IOException {
    if (!processes.running(build).isEmpty()) {
      return Optional.empty();
    }
    Path file = build.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      // It cannot be locked. The file is created so that no call can get one.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Optional<Integer> own = processes.ownDescriptor(file);
    return own.isPresent() ? Flock.tryConvert(own.get(), file) : Flock.tryLock(file);
  }

  /** Returns the processes that use a build. */
  SortedSet<Long> users(Path build) {
    SortedSet<Long> users = processes.running(build);
    users.addAll(processes.havingOpen(build.resolve(NAME)));
    return users;
  }
}
