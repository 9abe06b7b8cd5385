package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The list of the files without which the image can't run, and their sizes. The launcher reads it
 * at each call; its README has the format.
 */
final class ImageList {
  private static final Path NAME = Path.of("runtime/lib/cni-fp.list");
  private static final Path LIBRARIES = Path.of("runtime/lib");

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
    StringBuilder list = new StringBuilder("cni-fp image 1\n");
    for (Path file : FileTree.files(image)) {
      Path name = image.relativize(file);
      boolean library = LIBRARIES.equals(name.getParent());
      if (NEEDED.contains(name.toString()) || (library && name.toString().endsWith(".so"))) {
        add(list, "needed", Files.size(file), name);
      } else if (library && name.toString().endsWith(".options")) {
        // An administrator may change an option.
        list.append("needed - ").append(name).append('\n');
      } else if (library && name.toString().endsWith(".aot")) {
        add(list, "optional", Files.size(file), name);
      }
    }
    Files.writeString(image.resolve(NAME), list);
  }

  private static void add(StringBuilder list, String kind, long size, Path name) {
    list.append(kind).append(' ').append(size).append(' ').append(name).append('\n');
  }
}
