package io.cnifp.engine.safefile;

import java.io.IOException;

/**
 * A path leads through a file system that is not local: it may never answer, and then holds the
 * process in the kernel, where not even SIGKILL ends it.
 */
public final class RemoteFileSystemException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param type the type of the file system, such as {@code nfs4} or {@code fuse.sshfs}
   */
  public RemoteFileSystemException(String type) {
    super(type);
  }
}
