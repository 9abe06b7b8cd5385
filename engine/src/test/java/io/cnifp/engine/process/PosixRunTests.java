package io.cnifp.engine.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.spy;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.Libraries;
import io.cnifp.engine.posix.Posix;
import io.cnifp.engine.process.CommandRun.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a system may lack or refuse; {@link DelegateProcessTests} has the rest. */
@Timeout(value = 20, unit = SECONDS)
class PosixRunTests {
  private final Posix posix = spy(Libraries.posix());
  private final AtomicInteger started = new AtomicInteger();

  private Execution run(String script) throws Exception {
    Command command =
        new Command(List.of("/bin/sh", "-c", script), Map.of("PATH", "/bin"), Path.of("sh"));
    return new PosixRun(posix, 0)
        .run(new Child(), command, new byte[0], OutputStream.nullOutputStream());
  }

  /** As before Linux 5.3. */
  @Test
  void aChildWithoutAHandleIsLookedAtUntilItHasEnded() throws Exception {
    doAnswer(
            call -> {
              Posix.Child child = (Posix.Child) call.callRealMethod();
              posix.close(child.handle());
              return new Posix.Child(
                  child.process(), child.input(), child.output(), child.errors(), -1);
            })
        .when(posix)
        .start(any(), any());
    assertThat(run("exec >&- 2>&-; sleep 0.1; exit 7").status()).isEqualTo(7);
  }

  @Test
  void aChildThatCannotBeWaitedForIsEnded() throws Exception {
    long before = Libraries.pipes();
    doAnswer(
            call -> {
              Posix.Child child = (Posix.Child) call.callRealMethod();
              started.set(child.process());
              return child;
            })
        .when(posix)
        .start(any(), any());
    doThrow(new IOException("no memory")).when(posix).await(any(), anyInt());
    assertThatThrownBy(() -> run("exec sleep 600")).hasMessage("no memory");
    assertThat(ProcessHandle.of(started.get())).isEmpty();
    assertThat(Libraries.pipes()).isEqualTo(before);
  }

  @Test
  void noChildIsStartedThatCouldNotBeWaitedFor() throws Exception {
    doThrow(new IOException("no descriptors")).when(posix).event();
    doAnswer(
            call -> {
              throw new AssertionError("a child was started");
            })
        .when(posix)
        .start(any(), any());
    assertThatThrownBy(() -> run("exit 0")).hasMessage("no descriptors");
  }
}
