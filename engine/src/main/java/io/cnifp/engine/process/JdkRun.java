package io.cnifp.engine.process;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.DelegateLimit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command by the JDK: with a process between, and a thread for each stream. */
final class JdkRun implements CommandRun {
  private static final long GRACE_MILLIS = 2000;

  private final Optional<DelegateLimit> limit;

  /**
   * Creates a run.
   *
   * @param limit how long it may take
   */
  JdkRun(Optional<DelegateLimit> limit) {
    this.limit = limit;
  }

  @Override
  public Execution run(Child child, Command command, byte[] input, OutputStream diagnostics)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    LauncherEnvironment.set(builder, command.environment());
    Process process = child.start(() -> new JdkChild(builder.start())).process();
    KeptOutput output = new KeptOutput();
    KeptOutput errors = new KeptOutput();
    StreamPump outputPump =
        StreamPump.start(process.getInputStream(), OutputStream.nullOutputStream(), output);
    StreamPump errorPump = StreamPump.start(process.getErrorStream(), diagnostics, errors);
    if (limit.isPresent()) {
      LimitedProcess.await(process, () -> feed(process, input), limit.get());
    } else {
      feed(process, input);
    }
    int status = process.waitFor();
    // A child of the delegate may hold its pipes open for as long as it lives.
    outputPump.await(GRACE_MILLIS);
    errorPump.await(GRACE_MILLIS);
    return new Execution(status, output.all(command.executable()), errors.beginning());
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A delegate need not read its input.
    }
  }

  /** A process of the JDK. */
  private record JdkChild(Process process) implements RunningChild {
    @Override
    public boolean await(long millis) throws InterruptedException {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void terminate() {
      // process.destroy() would close the streams that it may still write to.
      process.toHandle().destroy();
    }

    @Override
    public void kill() {
      process.toHandle().destroyForcibly();
    }
  }
}
