package io.cnifp.engine.safefile;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * The mode of a file or directory that is created, as the JDK wants it.
 *
 * <p>The JDK's own parser of {@code rw-------} uses an EnumSet, the first of which calls a method
 * by reflection and costs a call half a millisecond.
 */
public final class CreationMode {
  private static final PosixFilePermission[] BITS = PosixFilePermission.values();

  private CreationMode() {}

  /**
   * Returns the attribute of a mode.
   *
   * @param mode the permission bits, such as {@code 0600}; the umask is taken off
   */
  public static FileAttribute<Set<PosixFilePermission>> of(int mode) {
    return PosixFilePermissions.asFileAttribute(permissions(mode));
  }

  /** Returns a mode as the JDK's set, whose constants are in the order of the bits. */
  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = new HashSet<>();
    for (int i = 0; i < BITS.length; i++) {
      if ((mode & 0400 >> i) != 0) {
        set.add(BITS[i]);
      }
    }
    return set;
  }
}
