package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of the files without which the image can't run, and their sizes. The launcher reads it
 * at each call; its README has the format.
 */
final class ImageList {
  private static final Path NAME = Path.of("runtime/lib/cni-fp.list");
  private static final Path LIBRARIES = Path.of("runtime/lib");

  /** Those of the command and of the engine's server are needed by these alone. */
  private static final Path OPTIONS = LIBRARIES.resolve("cni-fp.options");

  private static final List<String> NEEDED =
      List.of(
          "bin/launcher",
          "runtime/bin/java",
          "runtime/lib/jspawnhelper",
          "runtime/lib/jvm.cfg",
          "runtime/lib/modules",
          "runtime/lib/server/libjvm.so");

  private ImageList() {}

  /** Writes the list of an image that is complete. */
  static void write(Path image) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : FileTree.files(image)) {
      Path name = image.relativize(file);
      boolean library = LIBRARIES.equals(name.getParent());
      if (NEEDED.contains(name.toString()) || (library && name.toString().endsWith(".so"))) {
        files.add("needed " + Files.size(file) + " " + name);
      } else if (library && name.toString().endsWith(".options")) {
        // An administrator may change an option. Each program needs its own.
        files.add((name.equals(OPTIONS) ? "needed - " : "optional - ") + name);
      } else if (library && name.toString().endsWith(".aot")) {
        files.add("optional " + Files.size(file) + " " + name);
      }
    }
    Files.writeString(
        image.resolve(NAME),
        "cni-fp image 1\n" + String.join("\n", files) + "\nend " + files.size() + "\n");
  }
}
