package io.cnifp.acceptance.e2e;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.StandardPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The unpacked image under test, named by the system property {@code cnifp.image}, and its
 * installer.
 */
final class PluginImage {
  private PluginImage() {}

  /**
   * Makes a directory of CNI plugins below {@code parent} as an administrator would: the
   * distribution's plugins in it, then ours put beside them by {@code bin/install}.
   */
  static Path install(Path parent) throws IOException {
    Path installer = Image.built().root().resolve("bin/install");
    Path pluginDirectory = Files.createDirectory(parent.resolve("cni-bin"));
    StandardPlugins.linkInto(pluginDirectory);
    ProcessResult.inheriting(
            List.of(
                installer.toString(),
                "--cni-bin-dir",
                pluginDirectory.toString(),
                "--prefix",
                parent.resolve("opt").toString()),
            Map.of(),
            "")
        .orFail();
    return pluginDirectory;
  }
}
