package io.cnifp.engine;

import io.cnifp.engine.process.ProcessExit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs recorded calls one after the other in one process, so that the JVM learns what calls need;
 * the build creates the image's AOT cache from that.
 *
 * <p>A call is a directory with a file {@code env} (KEY=VALUE lines) and a file {@code stdin}.
 */
final class Training {
  private final Function<String, Engine> engines;
  private final Map<String, String> inherited;

  Training(Function<String, Engine> engines, Map<String, String> inherited) {
    this.engines = engines;
    this.inherited = inherited;
  }

  void run(Path directory) {
    try {
      List<Path> calls = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(calls::add);
      }
      calls.sort(null);
      for (Path call : calls) {
        if (Files.exists(call.resolve("env"))) {
          run(call.resolve("env"), call.resolve("stdin"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Path env, Path stdin) throws IOException {
    Map<String, String> environment = new HashMap<>(inherited);
    for (String line : Files.readAllLines(env)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Engine engine = engines.apply(environment.getOrDefault("CNIFP_NAME", "cni-bridge-fp"));
    byte[] input = Files.readAllBytes(stdin);
    OutputStream nowhere = OutputStream.nullOutputStream();
    var _ =
        new ProcessExit(nowhere, nowhere)
            .apply(engine.call(environment, new ByteArrayInputStream(input)));
  }
}
