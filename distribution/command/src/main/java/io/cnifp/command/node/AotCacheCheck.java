package io.cnifp.command.node;

import io.cnifp.command.calls.PluginProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Checks that the JVM uses the cache that makes calls fast. */
public final class AotCacheCheck {
  private static final String SUBJECT = "AOT cache";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Even the smallest call uses about a thousand classes of the cache. */
  private static final long LEAST_SHARED = 300;

  private AotCacheCheck() {}

  /** Runs a plugin of the installation and counts the classes that come from the cache. */
  public static Finding check(Path home) throws InterruptedException {
    Path lib = home.resolve("runtime/lib");
    Path cache = lib.resolve("cni-fp.aot");
    if (!Files.isReadable(cache)) {
      return Finding.wrong(SUBJECT, cache + " is missing, so calls are slow; install cni-fp again");
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
      PluginProcess.Result result =
          PluginProcess.run(command, Map.of("CNI_COMMAND", "VERSION"), "", TIMEOUT);
      long shared =
          result.stderr().lines().filter(line -> line.contains("shared objects file")).count();
      if (result.status() != 0) {
        return Finding.wrong(SUBJECT, "the plugin fails with status " + result.status());
      }
      return shared >= LEAST_SHARED
          ? Finding.ok(SUBJECT, "active: " + shared + " classes come from it")
          : Finding.wrong(
              SUBJECT,
              "not used by the JVM (only "
                  + shared
                  + " classes come from it), so calls are slow;"
                  + " install cni-fp again, keeping the files' times");
    } catch (IOException e) {
      return Finding.wrong(SUBJECT, "the plugin cannot be run: " + e.getMessage());
    }
  }
}
