package io.cnifp.engine.path;

import io.cnifp.api.json.JsonText;
import java.nio.file.Path;

/**
 * Shows a path in a message: as it is, or quoted and escaped if a terminal might misread it. Of
 * what is too long for a path only the beginning is shown, so that nobody fills logs with it.
 */
public final class ShownPath {
  private static final int LONGEST_PATH = 4096;
  private static final int BEGINNING = 100;

  private ShownPath() {}

  /** Shows a path. */
  public static String of(Path path) {
    return of(path.toString());
  }

  /** Shows the text of a path. */
  public static String of(String path) {
    if (path.length() > LONGEST_PATH) {
      return of(path.substring(0, BEGINNING)) + "... (" + path.length() + " characters)";
    }
    String quoted = JsonText.quote(path);
    return quoted.length() == path.length() + 2 ? path : quoted;
  }
}
