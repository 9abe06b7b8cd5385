package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The image under test, or a copy of it that a test may spoil.
 *
 * @param root its directory
 */
public record Image(Path root) {

  /** The image that the build has made, named by the system property {@code cnifp.image}. */
  public static Image built() {
    return new Image(BuiltImage.ROOT);
  }

  /** A copy with everything as it is, times and modes included. */
  public Image copyTo(Path directory) throws IOException, InterruptedException {
    ProcessResult copied =
        ProcessResult.of(List.of("cp", "-a", root.toString(), directory.toString()), Map.of(), "");
    if (copied.status() != 0) {
      throw new IOException(copied.stderr());
    }
    return new Image(directory.resolve(root.getFileName()));
  }

  public Path launcher() {
    return launcher("cni-bridge-fp");
  }

  public Path launcher(String name) {
    return root.resolve("bin").resolve(name);
  }

  public Path cache() {
    return root.resolve("runtime/lib/cni-fp.aot");
  }

  /** A call of the launcher with an environment of nothing but these variables. */
  public ProcessResult call(Map<String, String> environment, String stdin)
      throws IOException, InterruptedException {
    return ProcessResult.of(List.of(launcher().toString()), environment, stdin);
  }
}
