package io.cnifp.engine.safefile;

import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of this process's mounts as it is now. With the library it is read again only after the
 * kernel has said, through a descriptor of it that stays open, that it has changed: to read it
 * takes longer than all else that is looked at for a path. Safe for use by several threads.
 */
final class CurrentMounts {
  private static final int CLOSED = -1;

  private final Optional<Posix> posix;
  private int watched = CLOSED;
  private @Nullable MountTable last;

  /**
   * Creates a view of the table; nothing is read yet.
   *
   * @param posix watches it; without that, it is read each time
   */
  CurrentMounts(Optional<Posix> posix) {
    this.posix = posix;
  }

  /** Returns the table. */
  synchronized MountTable table() throws IOException {
    MountTable known = last;
    if (known == null || watched == CLOSED || hasChanged()) {
      watch();
      known = MountTable.read(known);
      last = known;
    }
    return known;
  }

  private boolean hasChanged() throws IOException {
    // proc_pid_mountinfo(5): poll(2) reports an exceptional condition.
    return posix.isEmpty() || posix.get().await(new int[] {CLOSED, watched}, 0).isClosed(1);
  }

  /** Watches for changes from now on, and so before the table is read. */
  private void watch() {
    if (posix.isEmpty() || watched != CLOSED) {
      return;
    }
    try {
      watched = posix.get().open(Path.of("/proc/self").toRealPath().resolve("mountinfo"));
    } catch (IOException e) {
      // It is read each time.
    }
  }
}
