package io.cnifp.engine.process;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.posix.PosixException;
import io.cnifp.engine.process.CommandRun.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process of a delegate.
 *
 * <p>It never gets this process's own standard output or error: if it outlived its parent, it would
 * hold the runtime's pipes open and block the runtime past its time limit.
 */
final class DelegateProcess {
  private static final int BUSY_TRIES = 60;
  private static final long BUSY_WAIT_MILLIS = 100;
  private static final int NOT_EXECUTABLE_FORMAT = 8;

  private final Termination termination;
  private final OutputStream diagnostics;
  private final Optional<LauncherExec> launcher;
  private final Optional<DelegateLimit> limit;

  /**
   * Creates what runs a delegate.
   *
   * @param launcher starts it as the runtime would; without one it inherits what the JVM has
   *     changed in this process
   * @param limit how long it may run
   */
  DelegateProcess(
      Termination termination,
      OutputStream diagnostics,
      Optional<LauncherExec> launcher,
      Optional<DelegateLimit> limit) {
    this.termination = termination;
    this.diagnostics = diagnostics;
    this.launcher = launcher;
    this.limit = limit;
  }

  /**
   * Runs an executable to its end, or ends it on SIGTERM, SIGINT or SIGHUP and if this thread is
   * interrupted.
   *
   * @throws CniException with code 999 if it cannot be started or writes too much
   * @throws DelegateAbortedException if the limit has ended it
   */
  Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    Child child = new Child();
    try (Registration _ = termination.register(child::end)) {
      for (int tries = 1; ; tries++) {
        try {
          return launcher.isPresent()
              ? runByLauncher(launcher.get(), child, executable, environment, input)
              : runDirectly(child, executable, environment, input);
        } catch (ExecException e) {
          // Someone writes the executable this instant (containernetworking/cni#763).
          if (!e.isBusy() || tries == BUSY_TRIES) {
            throw new CniException(DelegateOutcome.notExecuted(executable, e));
          }
        }
        Thread.sleep(BUSY_WAIT_MILLIS);
      }
    } catch (InterruptedException | OutOfMemoryError e) {
      // Without memory or threads for its output it would wait for a reader.
      child.end();
      throw e;
    }
  }

  private Execution runByLauncher(
      LauncherExec exec,
      Child child,
      Path executable,
      Map<String, String> environment,
      byte[] input)
      throws ExecException, InterruptedException {
    try {
      String token = exec.newToken();
      LauncherAnswerFilter errors = new LauncherAnswerFilter(diagnostics, token);
      Command command = new Command(exec.command(token, executable), environment, executable);
      Execution execution = run(exec, token).run(child, command, input, errors);
      String written = exec.requireExecuted(token, execution.status(), execution.diagnostics());
      errors.release();
      return new Execution(execution.status(), execution.output(), written);
    } catch (LauncherException e) {
      throw new CniException(CniError.INTERNAL, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (e instanceof PosixException posix && posix.isNoProgram()) {
        throw new CniException(CniError.INTERNAL, String.valueOf(exec.damaged().getMessage()));
      }
      throw new CniException(
          CniError.INTERNAL,
          "the launcher "
              + exec.launcher()
              + " cannot be started to run the delegate, raise the limits of the runtime or"
              + " install cni-fp again: "
              + firstLine(e));
    }
  }

  /** A limit may leave the delegate running, whose output the JDK's threads continue to read. */
  private CommandRun run(LauncherExec exec, String token) {
    return exec.posix().isPresent() && limit.isEmpty()
        ? new PosixRun(exec.posix().get(), LauncherExec.acknowledgement(token).length())
        : new JdkRun(limit);
  }

  /** Returns what happened; the JDK adds lines of advice for its own developers. */
  private static String firstLine(IOException e) {
    String all = String.valueOf(e.getMessage());
    int end = all.indexOf('\n');
    return end < 0 ? all : all.substring(0, end);
  }

  private Execution runDirectly(
      Child child, Path executable, Map<String, String> environment, byte[] input)
      throws ExecException, InterruptedException {
    if (!ProgramFile.isProgram(executable)) {
      throw new ExecException(NOT_EXECUTABLE_FORMAT);
    }
    Command command = new Command(List.of(executable.toString()), environment, executable);
    try {
      return new JdkRun(limit).run(child, command, input, diagnostics);
    } catch (IOException e) {
      throw ExecException.of(e);
    }
  }
}
