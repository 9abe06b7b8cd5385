package io.cnifp.acceptance.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that wait in the action {@code pause}, and how {@code cni-fp} lists and releases them. */
@DisplayName("cni-fp paused and resume")
class PausedCallsIT {
  @TempDir private Path directory;
  private CniFp command;
  private Scene scene;

  @BeforeEach
  void aScene() throws IOException {
    scene = new Scene(directory);
    command = new CniFp(directory);
  }

  @Test
  void listCallsThatWaitAndReleaseThem() throws Exception {
    scene.failpoint("cmdAdd", "pause{timeout=1m}");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<ProcessResult> one = threads.submit(() -> scene.call(Image.built(), "ADD"));
      Eventually.holds("one call is paused", () -> scene.paused().size() == 1);
      Future<ProcessResult> other = threads.submit(() -> scene.call(Image.built(), "ADD"));
      Eventually.holds("two calls are paused", () -> scene.paused().size() == 2);
      ProcessResult listed = command.run("paused");
      assertThat(listed.stdout().lines())
          .hasSize(2)
          .allMatch(line ->
              line.matches(
                  "\\d+-[0-9a-f]+  cmdAdd  \\d+s  namespace=ns  pod=pod  container=c1  ifname=eth0"
                      + "  network=net"));
      String id = listed.stdout().substring(0, listed.stdout().indexOf(' '));

      ProcessResult unclear = command.run("resume");
      assertThat(unclear.status()).isEqualTo(2);
      assertThat(unclear.stderr()).contains("2 calls are paused; give an ID");
      assertThat(command.run("resume", "1-1").stderr()).contains("no paused call has the ID 1-1");
      assertThat(command.run("resume", id, "--all").status()).isEqualTo(2);

      assertThat(command.run("resume", id).stdout()).isEqualTo("released " + id + "\n");
      Eventually.holds("a call has ended", () -> one.isDone() || other.isDone());
      assertThat(new ObjectMapper().readTree(command.run("paused", "-o", "json").stdout()))
          .hasSize(1);
      assertThat(command.run("resume", "--all").status()).isZero();
      assertThat(one.get().stdout()).isEqualTo(Scene.RESULT);
      assertThat(other.get().stdout()).isEqualTo(Scene.RESULT);
    }
    assertThat(command.run("paused").stdout()).isEqualTo("no call is paused\n");
    assertThat(command.run("resume").status()).isEqualTo(1);
    assertThat(command.run("resume", "--all").status()).isZero();
  }
}
