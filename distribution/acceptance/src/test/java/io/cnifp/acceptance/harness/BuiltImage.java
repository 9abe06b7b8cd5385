package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The image that the build has made. Root installs no image that another user can change, so in a
 * clone of another user's it is a copy that ends with this process.
 */
final class BuiltImage {
  /** The directory of the image. */
  static final Path ROOT = find();

  private static final int WRITABLE_BY_OTHERS = 022;
  private static final int STICKY = 01000;

  private BuiltImage() {}

  private static Path find() {
    Path root = Path.of(System.getProperty("cnifp.image", "")).toAbsolutePath();
    if (!Files.isExecutable(root.resolve("bin/cni-bridge-fp"))) {
      throw new AssertionError("no image to test at " + root + ": run mvn package");
    }
    try {
      return isOthers(root) ? copy(root) : root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOthers(Path root) throws IOException {
    int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    boolean others = false;
    for (Path at = root.toRealPath(); at != null && self == 0; at = at.getParent()) {
      int mode = (Integer) Files.getAttribute(at, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      boolean writable = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
      others |= writable || !Files.getAttribute(at, "unix:uid").equals(0);
    }
    return others;
  }

  private static Path copy(Path root) throws IOException {
    Path directory = Files.createTempDirectory("cni-fp-image");
    Path copy = directory.resolve(root.getFileName());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> run(List.of("rm", "-rf", directory.toString())), "remove the copy"));
    run(List.of("cp", "-a", "--no-preserve=ownership", root.toString(), copy.toString()));
    run(List.of("chmod", "-R", "go-w", copy.toString()));
    run(List.of("chmod", "755", directory.toString()));
    return copy;
  }

  private static void run(List<String> command) {
    ProcessResult.of(command, Map.of("PATH", "/usr/bin:/bin"), "").orFail();
  }
}
