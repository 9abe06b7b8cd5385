package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.Libraries;
import io.cnifp.engine.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that does not simply end, and what happens to it. */
@Timeout(60)
class DelegateProcessTests {
  @TempDir private Path directory;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final List<Runnable> registered = new CopyOnWriteArrayList<>();
  private Path executable;
  private Optional<LauncherExec> launcher = Optional.empty();
  private FutureTask<Execution> run;
  private Thread runner;
  private byte[] input = "{}".getBytes(UTF_8);
  private final long pipesBefore = Libraries.pipes();

  /** Notes what is registered. */
  private final class Registering implements Termination {
    @Override
    public Registration register(Runnable action) {
      registered.add(action);
      return () -> registered.remove(action);
    }

    @Override
    public Registration registerForeign(Runnable callback) {
      return register(callback);
    }

    @Override
    public void hang() {}
  }

  @BeforeEach
  void prepareARun() {
    executable = directory.resolve("plugin");
    Callable<Execution> work =
        () ->
            new DelegateProcess(new Registering(), stderr, launcher, Optional.empty())
                .run(executable, Map.of("PATH", "/usr/bin:/bin"), input);
    run = new FutureTask<>(work);
    runner = new Thread(run, "runner");
  }

  @AfterEach
  void leaveNothingRunning() throws IOException {
    runner.interrupt();
    if (Files.exists(directory.resolve("pid"))) {
      process().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Starts a script, which writes its pid when it runs, and waits for that. */
  private void start(String text) throws IOException, InterruptedException {
    Path pid = directory.resolve("pid");
    write("trap 'exit 3' USR1\n" + text.replace("ANNOUNCE", announcement()));
    runner.start();
    await(() -> Files.exists(pid));
  }

  /** Returns the command by which a script writes its pid, as a whole. */
  private String announcement() {
    Path pid = directory.resolve("pid");
    return "echo $$ >" + pid + ".new; mv " + pid + ".new " + pid + "\n";
  }

  private void write(String text) throws IOException {
    Files.writeString(executable, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Optional<ProcessHandle> process() throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("pid")).strip()));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  @Test
  void aSignalToTheLauncherEndsTheProcess() throws Exception {
    start("trap 'echo told >&2; exit 4' TERM\nANNOUNCE\nwhile :; do sleep 0.02; done");
    registered.forEach(Runnable::run);
    Execution ended = run.get();
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.diagnostics()).isEqualTo("told\n");
    assertThat(registered).isEmpty();
  }

  @Test
  void aProcessThatIgnoresSigtermIsKilled() throws Exception {
    start("trap '' TERM\nANNOUNCE\nwhile :; do sleep 0.02; done");
    registered.forEach(Runnable::run);
    assertThat(run.get().status()).isEqualTo(137);
  }

  @Test
  void anInterruptionEndsTheProcess() throws Exception {
    start(
        "trap 'echo told > "
            + directory
            + "/told; exit 4' TERM\nANNOUNCE\nwhile :; do sleep 0.02; done");
    ProcessHandle process = process().orElseThrow();
    runner.interrupt();
    assertThat(run)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(InterruptedException.class);
    await(() -> !process.isAlive());
    assertThat(directory.resolve("told")).exists();
    assertThat(registered).isEmpty();
  }

  @Test
  void aGrandchildThatHoldsThePipesIsNotWaitedFor() throws Exception {
    Path child = directory.resolve("child");
    write("sleep 600 & echo $! > " + child + "\nprintf '{}'; printf note >&2");
    assertNotWaitedFor(child);
  }

  /** Starts the run, whose process has left a child that holds its pipes open. */
  private void assertNotWaitedFor(Path child) throws Exception {
    runner.start();
    Execution ended = run.get();
    ProcessHandle grandchild =
        ProcessHandle.of(Long.parseLong(Files.readString(child).strip())).orElseThrow();
    try {
      assertThat(grandchild.isAlive()).isTrue();
      assertThat(ended.status()).isZero();
      assertThat(ended.output()).isEqualTo("{}".getBytes(UTF_8));
      assertThat(stderr.toString(UTF_8)).isEqualTo("note");
    } finally {
      grandchild.destroyForcibly();
    }
  }

  @Test
  void anExecutableThatIsBeingWrittenIsTriedAgain() throws Exception {
    write("printf '{}'");
    try (OutputStream _ = Files.newOutputStream(executable, StandardOpenOption.APPEND)) {
      runner.start();
      await(() -> run.isDone() || runner.getState() == Thread.State.TIMED_WAITING);
      assumeFalse(
          run.isDone() && run.state() == Future.State.SUCCESS,
          "this kernel runs files that are open for writing");
    }
    assertThat(run.get().output()).isEqualTo("{}".getBytes(UTF_8));
  }

  /** Started by the JDK, and by the library. */
  @Nested
  @ParameterizedClass
  @ValueSource(booleans = {false, true})
  class ByALauncher {
    private final Optional<Posix> posix;

    ByALauncher(boolean library) {
      posix = library ? Optional.of(Libraries.posix()) : Optional.empty();
    }

    /** Takes a shell script as launcher: its arguments are --exec STATE TOKEN PATH. */
    private void launcher(String text) throws IOException {
      Path script = directory.resolve("launcher");
      Files.writeString(script, "#!/bin/sh\n" + text + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      launcher = Optional.of(new LauncherExec(script, "1;state", posix));
    }

    private CniException refused() {
      runner.start();
      return (CniException)
          assertThat(run)
              .failsWithin(30, TimeUnit.SECONDS)
              .withThrowableOfType(ExecutionException.class)
              .actual()
              .getCause();
    }

    @Test
    void isStartedWithTheStateATokenAndItsPath() throws Exception {
      launcher(
          "cat >/dev/null; echo $3 >&2; printf '%s ' $1 $2 ${#3} $4; env | grep -v"
              + " '^\\(PWD\\|_\\|SHLVL\\)='");
      runner.start();
      assertThat(new String(run.get().output(), UTF_8))
          .isEqualTo("--exec 1;state 36 " + executable + " PATH=/usr/bin:/bin\n");
    }

    @ParameterizedTest
    @CsvSource({
      "2, no such file or directory",
      "8, exec format error",
      "13, permission denied",
      "99, errno 99",
      "0 the state is damaged, the state is damaged"
    })
    void isRefusedInTheWordsOfGoAndNothingElseIsPrinted(String answer, String words)
        throws Exception {
      String acknowledgement = answer.startsWith("0") ? "" : "echo $3 >&2; ";
      launcher(acknowledgement + "echo \"$3 " + answer + "\" >&2; exit 127");
      assertThat(refused())
          .hasMessage(
              "netplugin failed with no error message: fork/exec " + executable + ": " + words);
      assertThat(stderr.toString(UTF_8)).isEmpty();
    }

    @Test
    void isTriedAgainWhileItIsBeingWritten() throws Exception {
      Path tried = directory.resolve("tried");
      launcher(
          "echo $3 >&2; [ -e "
              + tried
              + " ] || { : >"
              + tried
              + "; echo $3 26 >&2; exit 127; }; echo done");
      runner.start();
      assertThat(new String(run.get().output(), UTF_8)).isEqualTo("done\n");
      assertThat(stderr.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "127, not the token",
      "127, ''",
      // The beginning of an answer is held back, and then isn't one.
      "1, $(printf %.5s $3)",
      "0, $3 2"
    })
    void endsAsItEndsWhateverElseItPrints(int status, String text) throws Exception {
      launcher("echo $3 >&2; printf %s \"" + text + "\" >&2; exit " + status);
      runner.start();
      Execution ended = run.get();
      assertThat(ended.status()).isEqualTo(status);
      assertThat(stderr.toString(UTF_8)).isEqualTo(ended.diagnostics());
      if (!text.contains("$")) {
        assertThat(ended.diagnostics()).isEqualTo(text);
      }
    }

    /** A file of zeros is an empty script for a shell, one of text any script. */
    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0\0", "touch RAN\n", "", "\u007fELF\n#"})
    void isNotStartedByAFileThatIsNoProgram(String content) throws Exception {
      launcher("");
      Path ran = directory.resolve("ran");
      Files.writeString(directory.resolve("launcher"), content.replace("RAN", ran.toString()));
      assertThat(refused())
          .hasMessage("the launcher " + directory + "/launcher is damaged: install cni-fp again");
      assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "exit 0",
          "echo '{}'; exit 0",
          "kill -SEGV $$",
          "printf %.5s $3 >&2",
          "echo token >&2; echo $3 >&2",
          "exit 127",
          "echo $3 2 >&2; exit 1"
        })
    void isNotBelievedUnlessTheLauncherAcknowledgesIt(String text) throws Exception {
      launcher(text);
      assertThat(refused())
          .hasMessage("the launcher " + directory + "/launcher is damaged: install cni-fp again");
      assertThat(stderr.toString(UTF_8)).isEmpty();
    }

    @Test
    void isEndedByASignalToTheLauncher() throws Exception {
      Path pid = directory.resolve("pid");
      launcher(
          "echo $3 >&2; trap 'echo told >&2; exit 4' TERM; "
              + announcement()
              + "while :; do sleep 0.02; done");
      runner.start();
      await(() -> Files.exists(pid));
      registered.forEach(Runnable::run);
      assertThat(run.get().status()).isEqualTo(4);
      assertThat(stderr.toString(UTF_8)).isEqualTo("told\n");
      assertThat(registered).isEmpty();
    }

    @Test
    void isEndedWhenTheCallIsInterrupted() throws Exception {
      Path pid = directory.resolve("pid");
      launcher("echo $3 >&2; trap '' TERM; " + announcement() + "while :; do sleep 0.02; done");
      runner.start();
      await(() -> Files.exists(pid));
      ProcessHandle process = process().orElseThrow();
      runner.interrupt();
      assertThat(run)
          .failsWithin(10, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(InterruptedException.class);
      await(() -> !process.isAlive());
      assertThat(registered).isEmpty();
    }

    @Test
    void isNotWaitedForByTheOutputOfItsChildren() throws Exception {
      Path child = directory.resolve("child");
      launcher("echo $3 >&2; sleep 600 & echo $! > " + child + "; printf '{}'; printf note >&2");
      assertNotWaitedFor(child);
    }

    @Test
    void isKilledBySignal() throws Exception {
      launcher("echo $3 >&2; kill -KILL $$");
      runner.start();
      assertThat(run.get().status()).isEqualTo(128 + 9);
    }

    @Test
    void isWaitedForAfterItHasClosedItsOutput() throws Exception {
      launcher("echo $3 >&2; printf '{}'; exec >&- 2>&-; sleep 0.2; exit 7");
      runner.start();
      Execution ended = run.get();
      assertThat(ended.status()).isEqualTo(7);
      assertThat(ended.output()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void writesMoreThanAPipeHoldsAndReadsAllThatIsWritten() throws Exception {
      launcher("echo $3 >&2; head -c 300000 /dev/zero; head -c 200000 /dev/zero >&2; cat");
      input = new byte[500_000];
      runner.start();
      Execution ended = run.get();
      assertThat(ended.output()).hasSize(800_000);
      assertThat(stderr.size()).isEqualTo(200_000);
    }

    @Test
    void isRefusedIfItWritesMoreThanIsKept() throws Exception {
      launcher("echo $3 >&2; head -c " + (KeptOutput.MAX + 1) + " /dev/zero");
      assertThat(refused())
          .hasMessage(
              "the delegate "
                  + executable
                  + " wrote more than "
                  + KeptOutput.MAX
                  + " bytes as its reply");
    }

    @Test
    void needNotReadItsInput() throws Exception {
      launcher("exec <&-; echo $3 >&2; printf '{}'");
      input = new byte[500_000];
      runner.start();
      assertThat(run.get().output()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void leavesNoDescriptorOpen() throws Exception {
      launcher("echo $3 >&2; cat; echo note >&2");
      runner.start();
      run.get();
      // The JDK's pipes are closed by its reaper's thread.
      await(() -> pipes() == 0);
      assertThat(stderr.toString(UTF_8)).isEqualTo("note\n");
    }

    /** Returns how many pipes lead to a process that this test has started. */
    private long pipes() {
      return Libraries.pipes() - pipesBefore;
    }

    @Test
    void isAnErrorIfTheLauncherIsMissing() {
      launcher = Optional.of(new LauncherExec(directory.resolve("none"), "1;state", posix));
      assertThat(refused())
          .hasMessageContaining("the launcher " + directory + "/none cannot be started");
    }

    @Test
    void isAnErrorWithTheFirstLineOfTheReason() {
      // The JDK's message has the path, and so two lines.
      launcher =
          Optional.of(new LauncherExec(directory.resolve("none\nof these"), "1;state", posix));
      assertThat(refused()).message().endsWith(directory + "/none");
    }
  }
}
