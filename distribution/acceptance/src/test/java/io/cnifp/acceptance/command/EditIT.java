package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failpoint files that are edited and shown while others use them. */
@DisplayName("of a failpoint file in use")
class EditIT {
  @TempDir private Path directory;
  private CniFp command;

  @BeforeEach
  void aCommand() {
    command = new CniFp(directory);
  }

  /** Each call counts one point, each edit sets another: nothing of either gets lost. */
  @Test
  void losesNoCountOfCallsMadeMeanwhile() throws Exception {
    Scene scene = new Scene(directory).file("{\"cmdAdd\":\"1000*off\"}");
    int calls = 20;
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        all.add(threads.submit(() -> scene.call(Image.built(), "ADD")));
      }
      for (int i = 0; i < 10; i++) {
        String assignment = "cmdDel=" + i + "*error(x)";
        all.add(
            threads.submit(() -> command.run("set", scene.failpoints().toString(), assignment)));
      }
      for (Future<?> each : all) {
        assertThat(((ProcessResult) each.get(60, TimeUnit.SECONDS)).status()).isZero();
      }
    }
    assertThat(scene.left()).contains("\"" + (1000 - calls) + "*off\"").contains("*error(x)");
  }

  @Test
  void showsEveryChangeWithWatch() throws Exception {
    Path file = Files.writeString(directory.resolve("f.json"), "{\"cmdAdd\":\"2*error(a)\"}");
    Path output = directory.resolve("output");
    Process watch = command.start(output, "show", file.toString(), "--watch", "--interval", "20ms");
    try {
      Eventually.holds("the file is shown", () -> Files.readString(output).contains("2 left"));
      command.run("set", file.toString(), "cmdAdd=1*panic(b)");
      Eventually.holds("the edit is shown", () -> Files.readString(output).contains("panic(b)"));
      Files.delete(file);
      Eventually.holds(
          "the removal is shown", () -> Files.readString(output).contains("no such file"));
      assertThat(watch.isAlive()).isTrue();
    } finally {
      watch.destroy();
      watch.waitFor();
    }
  }
}
