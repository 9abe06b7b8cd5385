package io.cnifp.engine.file;

import io.cnifp.api.json.JsonText;
import java.nio.file.Path;

/** Shows a path in a message: as it is, or quoted and escaped if a terminal might misread it. */
public final class ShownPath {
  private ShownPath() {}

  /** Shows a path. */
  public static String of(Path path) {
    return of(path.toString());
  }

  /** Shows the text of a path. */
  public static String of(String path) {
    String quoted = JsonText.quote(path);
    return quoted.length() == path.length() + 2 ? path : quoted;
  }
}
