package io.cnifp.cli.installation;

import io.cnifp.cli.network.PluginProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether the cache that makes calls fast is in force. */
public final class AotCache {
  private static final String SUBJECT = "AOT cache";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Even the smallest call takes some thousand classes from the cache. */
  private static final long LEAST_SHARED = 300;

  private AotCache() {}

  /** Runs the plugin of an installation and counts the classes that come from the cache. */
  public static Finding examine(Path home) throws InterruptedException {
    Path lib = home.resolve("runtime/lib");
    Path cache = lib.resolve("cni-fp.aot");
    if (!Files.isReadable(cache)) {
      return Finding.wrong(SUBJECT, cache + " is missing: calls are slow; install cni-fp again");
    }
    List<String> command =
        List.of(
            home.resolve("runtime/bin/cni-bridge-fp").toString(),
            "@" + lib.resolve("cni-fp.options"),
            "-XX:AOTCache=" + cache,
            "-Xlog:class+load:stderr",
            "-m",
            "io.cnifp.engine/io.cnifp.engine.Main",
            "cni-bridge-fp");
    try {
      PluginProcess.Ended ended =
          PluginProcess.run(command, Map.of("CNI_COMMAND", "VERSION"), "", PATIENCE);
      long shared =
          ended.stderr().lines().filter(line -> line.contains("shared objects file")).count();
      if (ended.status() != 0) {
        return Finding.wrong(SUBJECT, "the plugin doesn't run: status " + ended.status());
      }
      return shared >= LEAST_SHARED
          ? Finding.ok(SUBJECT, "in force: " + shared + " classes come from it")
          : Finding.wrong(
              SUBJECT,
              "refused by the JVM (only "
                  + shared
                  + " classes come from it): calls are slow;"
                  + " install cni-fp again, keeping the files' times");
    } catch (IOException e) {
      return Finding.wrong(SUBJECT, "the plugin can't be run: " + e.getMessage());
    }
  }
}
