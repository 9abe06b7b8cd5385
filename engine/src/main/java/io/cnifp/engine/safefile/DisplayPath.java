package io.cnifp.engine.safefile;

import io.cnifp.api.json.JsonString;
import java.nio.file.Path;

/**
 * A path as a message shows it: as it is, or quoted and escaped if a terminal might misread it. Of
 * a long one only the beginning and the end are shown, so that it does not fill logs.
 */
public final class DisplayPath {
  private static final int MAX_LENGTH = 200;
  private static final int BEGINNING = 100;
  private static final int END = 60;

  private DisplayPath() {}

  /** Returns how a message shows a path. */
  public static String of(Path path) {
    return of(path.toString());
  }

  /** Returns how a message shows the text of a path. */
  public static String of(String path) {
    if (path.length() > MAX_LENGTH) {
      return of(path.substring(0, BEGINNING))
          + "..."
          + of(path.substring(path.length() - END))
          + " ("
          + path.length()
          + " characters)";
    }
    String quoted = JsonString.quote(path);
    return quoted.length() == path.length() + 2 ? path : quoted;
  }
}
