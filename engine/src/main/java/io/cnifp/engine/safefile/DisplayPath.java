package io.cnifp.engine.safefile;

import io.cnifp.api.json.JsonString;
import java.nio.file.Path;

/**
 * A path as a message shows it: as it is, or quoted and escaped if a terminal might misread it. Of
 * a text that is too long for a path only the beginning is shown, so that it does not fill logs.
 */
public final class DisplayPath {
  private static final int MAX_LENGTH = 4096;
  private static final int BEGINNING = 100;

  private DisplayPath() {}

  /** Returns how a message shows a path. */
  public static String of(Path path) {
    return of(path.toString());
  }

  /** Returns how a message shows the text of a path. */
  public static String of(String path) {
    if (path.length() > MAX_LENGTH) {
      return of(path.substring(0, BEGINNING)) + "... (" + path.length() + " characters)";
    }
    String quoted = JsonString.quote(path);
    return quoted.length() == path.length() + 2 ? path : quoted;
  }
}
