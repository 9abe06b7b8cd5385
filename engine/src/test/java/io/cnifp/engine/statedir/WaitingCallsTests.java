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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = SECONDS)
class WaitingCallsTests {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private WaitingCalls calls;

  @BeforeEach
  void create() {
    calls = new WaitingCalls(new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString())));
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

  private Announcement announce() {
    Announcement announcement = calls.prepare(request(), WaitKind.PAUSE, "cmdAdd");
    announcement.publish();
    return announcement;
  }

  private Path announcement() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("1/paused"))) {
      return files.findAny().orElseThrow();
    }
  }

  @Test
  void areAnnouncedByAFileThatDescribesThem() throws IOException {
    long pid = ProcessHandle.current().pid();
    try (Announcement _ = announce()) {
      assertThat(announcement().getFileName().toString()).matches(pid + "-[0-9a-f]+[.]json");
      String description = Files.readString(announcement());
      assertThat(description).startsWith("{\"id\":\"" + pid + "-");
      assertThat(description.replaceAll("\"(id|start|runtime|runtimeStart|since)\":[^,]+,", ""))
          .isEqualTo(
              ("{\"pid\":%d,\"wait\":\"pause\",\"point\":\"cmdAdd\","
                      + "\"command\":\"ADD\",\"container\":\"c1\",\"pod\":\"pod\","
                      + "\"namespace\":\"a\\\"b\",\"ifname\":\"eth0\",\"network\":\"net\"}\n")
                  .formatted(pid));
      assertThat((Integer) Files.getAttribute(announcement(), "unix:mode") & 077).isZero();
    }
    assertThat(directory.resolve("1/paused")).isEmptyDirectory();
  }

  @Test
  void continueWhenTheyAreReleased() throws Exception {
    try (Announcement call = announce()) {
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
      WaitingCall listed = calls.paused().getFirst();
      assertThat(listed.text("pod")).isEqualTo("pod");
      assertThat(listed.kind()).isEqualTo(WaitKind.PAUSE);
      assertThat(listed.hasRuntime()).isTrue();
      assertThat(listed.age(Instant.now()).orElseThrow()).isLessThan(LONG);
      assertThat(listed.release()).isTrue();
      assertThat(listed.release()).isFalse();
      assertThat(waiting.get(10, SECONDS)).isTrue();
    }
  }

  /** No process holds a lock on them. */
  @Test
  void areRemovedIfTheirProcessIsDead() throws IOException {
    Path paused = Files.createDirectories(directory.resolve("1/paused"));
    Files.writeString(paused.resolve("7-1.json"), "{\"pid\":");
    Path hidden = Files.writeString(paused.resolve(".7-2"), "{}");
    assertThat(calls.all()).isEmpty();
    assertThat(hidden).as("its process may be about to publish it").exists();
    Files.setLastModifiedTime(hidden, FileTime.from(Instant.now().minusSeconds(90)));
    assertThat(calls.all()).isEmpty();
    assertThat(paused).isEmptyDirectory();
    Files.writeString(paused.resolve("7-1.json"), "{}");
    try (Announcement _ = announce()) {
      assertThat(paused.resolve("7-1.json")).doesNotExist();
    }
  }

  /** Each looks at the announcements of all others before it publishes its own. */
  @Test
  void announceThemselvesAtOnceWithoutHarmingEachOther() throws Exception {
    WaitingCalls others =
        new WaitingCalls(new StateDirectory(Map.of("CNI_FP_STATE_DIR", directory.toString())));
    Callable<Boolean> announcing =
        () -> {
          for (int i = 0; i < 50; i++) {
            try (Announcement call = calls.prepare(request(), WaitKind.PAUSE, "cmdAdd")) {
              call.publish();
            }
          }
          return true;
        };
    Callable<Boolean> looking =
        () -> {
          for (int i = 0; i < 100; i++) {
            others.all();
          }
          return true;
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done :
          threads.invokeAll(List.of(announcing, announcing, looking, looking))) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  @Test
  void areOnlyListedAmongThePausedIfTheyCanBeReleased() {
    try (Announcement hanging = calls.prepare(request(), WaitKind.HANG, "cmdDel")) {
      hanging.publish();
      assertThat(calls.paused()).isEmpty();
      assertThat(calls.all()).extracting(WaitingCall::kind).containsExactly(WaitKind.HANG);
    }
    assertThat(calls.all()).isEmpty();
  }

  @Test
  void continueAfterTheirTimeout() throws Exception {
    try (Announcement call = announce()) {
      long from = System.nanoTime();
      call.await(Duration.ofMillis(120));
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(119));
      assertThat(announcement()).exists();
    }
  }

  @Test
  void haveDifferentNames() throws IOException {
    try (Announcement _ = announce();
        Announcement _ = announce()) {
      assertThat(directory.resolve("1/paused").toFile().list()).hasSize(2);
    }
  }
}
