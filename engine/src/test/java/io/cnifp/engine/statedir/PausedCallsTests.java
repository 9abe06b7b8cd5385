package io.cnifp.engine.statedir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniRequest;
import io.cnifp.engine.protocol.RequestReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = SECONDS)
class PausedCallsTests {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private PausedCalls calls;

  @BeforeEach
  void create() {
    calls = new PausedCalls(new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString())));
  }

  private static CniRequest request() {
    return RequestReader.read(
            Map.of(
                "CNI_COMMAND", "ADD",
                "CNI_CONTAINERID", "c1",
                "CNI_NETNS", "/n",
                "CNI_IFNAME", "eth0",
                "CNI_PATH", "/p",
                "CNI_ARGS", "K8S_POD_NAME=pod;K8S_POD_NAMESPACE=a\"b"),
            new ByteArrayInputStream(
                "{\"cniVersion\":\"1.0.0\",\"name\":\"net\"}".getBytes(StandardCharsets.UTF_8)))
        .orElseThrow();
  }

  private PausedCalls.Announcement announce() {
    PausedCalls.Announcement announcement = calls.prepare(request(), "cmdAdd");
    announcement.publish();
    return announcement;
  }

  private Path announcement() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("paused"))) {
      return files.findAny().orElseThrow();
    }
  }

  @Test
  void areAnnouncedByAFileThatDescribesThem() throws IOException {
    long pid = ProcessHandle.current().pid();
    try (PausedCalls.Announcement _ = announce()) {
      assertThat(announcement()).hasFileName(pid + "-1.json");
      assertThat(announcement())
          .hasContent(
              ("{\"id\":\"%d-1\",\"pid\":%d,\"point\":\"cmdAdd\",\"command\":\"ADD\","
                      + "\"container\":\"c1\",\"pod\":\"pod\",\"namespace\":\"a\\\"b\","
                      + "\"ifname\":\"eth0\",\"network\":\"net\"}")
                  .formatted(pid, pid));
      assertThat((Integer) Files.getAttribute(announcement(), "unix:mode") & 022).isZero();
    }
    assertThat(directory.resolve("paused")).isEmptyDirectory();
  }

  @Test
  void continueWhenTheyAreReleased() throws Exception {
    try (PausedCalls.Announcement call = announce()) {
      FutureTask<Boolean> waiting =
          new FutureTask<>(() -> {
            call.await(LONG);
            return true;
          });
      Thread waiter = new Thread(waiting, "waiter");
      waiter.start();
      while (waiter.getState() != Thread.State.TIMED_WAITING) {
        Thread.sleep(5);
      }
      assertThat(waiting.isDone()).isFalse();
      PausedCalls.PausedCall listed = calls.all().getFirst();
      assertThat(listed.isAlive()).isTrue();
      assertThat(listed.description().require("pod").asText()).isEqualTo("pod");
      assertThat(listed.release()).isTrue();
      assertThat(listed.release()).isFalse();
      assertThat(waiting.get(10, SECONDS)).isTrue();
    }
  }

  @Test
  void areListedEvenIfTheyCannotBeRead() throws IOException {
    Files.createDirectories(directory.resolve("paused"));
    Files.writeString(directory.resolve("paused/7-1.json"), "{\"pid\":");
    Files.writeString(directory.resolve("paused/.hidden.json"), "{}");
    assertThat(calls.all()).extracting(PausedCalls.PausedCall::id).containsExactly("7-1");
    assertThat(calls.all().getFirst().isAlive()).isFalse();
  }

  @Test
  void continueAfterTheirTimeout() throws Exception {
    try (PausedCalls.Announcement call = announce()) {
      long from = System.nanoTime();
      call.await(Duration.ofMillis(120));
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(119));
      assertThat(announcement()).exists();
    }
  }

  @Test
  void haveDifferentNames() throws IOException {
    try (PausedCalls.Announcement _ = announce();
        PausedCalls.Announcement _ = announce()) {
      assertThat(directory.resolve("paused").toFile().list()).hasSize(2);
    }
  }
}
