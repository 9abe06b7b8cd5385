package io.cnifp.node.install;

import java.util.regex.Pattern;

/**
 * The name of a build: its version and 12 hexadecimal digits of the SHA-256 over its files.
 *
 * @param name the name, also of its directory
 */
public record BuildId(String name) implements Comparable<BuildId> {
  private static final int DIGITS = 12;
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+~_-]{0,63}");
  private static final Pattern NAME = Pattern.compile(VERSION + "-[0-9a-f]{" + DIGITS + "}");

  /** Requires a name of this form. */
  public BuildId {
    if (!isName(name)) {
      throw new IllegalArgumentException(name + " is not the name of a build");
    }
  }

  /**
   * Returns the name of a build.
   *
   * @param version the text of its file {@code VERSION}
   * @param digest the SHA-256 over its files, in hexadecimal digits
   * @throws InstallException if the version can't be part of a name
   */
  static BuildId of(String version, String digest) {
    if (!VERSION.matcher(version).matches()) {
      throw new InstallException(
          "the image's VERSION is not one: a version has the characters 0-9 A-Z a-z . + ~ _ -");
    }
    return new BuildId(version + "-" + digest.substring(0, DIGITS));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns whether files with this digest are those of the build. */
  boolean hasDigest(String digest) {
    return name.endsWith("-" + digest.substring(0, DIGITS));
  }

  @Override
  public int compareTo(BuildId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
