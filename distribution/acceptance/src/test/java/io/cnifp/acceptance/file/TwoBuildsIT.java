package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.StressSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds that share a state directory, as during an upgrade.
 *
 * <p>{@code ./verify --long} makes 1000 calls.
 */
@DisplayName("two builds with one layout of the state directory")
class TwoBuildsIT {
  private static final int CALLS = StressSize.of(40, 1000);
  private static final int AT_ONCE = 16;

  @TempDir private Path directory;

  @Test
  void excludeEachOther() throws Exception {
    Image other = Image.built().copyTo(directory);
    Files.writeString(other.root().resolve("VERSION"), "0.0.9\n");
    Path file = Files.writeString(directory.resolve("f.json"), "{\"cmdAdd\":\"100000*off\"}");
    PluginRun call = PluginRun.in(directory).annotated(file);
    List<Callable<ProcessResult>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      PluginRun one = i % 2 == 0 ? call : call.of(other);
      calls.add(() -> one.run());
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<ProcessResult> reply : threads.invokeAll(calls)) {
        assertThat(reply.get().isSuccess()).isTrue();
      }
    }

    assertThat(file).hasContent("{\"cmdAdd\":\"" + (100000 - CALLS) + "*off\"}");
  }
}
