package io.cnifp.engine.process;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext.Registration;
import io.cnifp.api.spi.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of a delegate.
 *
 * <p>It never gets this process's own standard output or error: if it outlived its parent, it would
 * hold the runtime's pipes open and block the runtime past its time limit.
 */
final class DelegateProcess {
  private static final int BUSY_TRIES = 60;
  private static final long BUSY_WAIT_MILLIS = 100;
  private static final long GRACE_MILLIS = 2000;
  private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

  private final Termination termination;
  private final OutputStream diagnostics;

  DelegateProcess(Termination termination, OutputStream diagnostics) {
    this.termination = termination;
    this.diagnostics = diagnostics;
  }

  /**
   * Runs an executable to its end, or ends it on SIGTERM, SIGINT or SIGHUP and if this thread is
   * interrupted.
   *
   * @throws CniException with code 999 if it cannot be started or writes too much
   */
  Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(executable.toString()));
    setEnvironment(builder, environment);
    Child child = new Child();
    try (Registration _ = termination.register(child::end)) {
      Process process = start(child, builder, executable);
      StreamPump output =
          StreamPump.start(process.getInputStream(), OutputStream.nullOutputStream());
      StreamPump errors = StreamPump.start(process.getErrorStream(), diagnostics);
      feed(process, input);
      int status = process.waitFor();
      // A child of the delegate may hold its pipes open for as long as it lives.
      output.await(GRACE_MILLIS);
      errors.await(GRACE_MILLIS);
      return new Execution(status, output.all(executable), errors.beginning());
    } catch (InterruptedException e) {
      child.end();
      throw e;
    }
  }

  private static Process start(Child child, ProcessBuilder builder, Path executable)
      throws InterruptedException {
    if (!isProgram(executable)) {
      throw notStarted(executable, "exec format error");
    }
    for (int tries = 1; ; tries++) {
      try {
        return child.start(builder);
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        // Text file busy: someone writes the executable this instant (containernetworking/cni#763).
        if (!isError(26, reason) || tries == BUSY_TRIES) {
          throw notStarted(executable, why(reason));
        }
        Thread.sleep(BUSY_WAIT_MILLIS);
      }
    }
  }

  /**
   * Changes only what differs: the JDK passes untouched variables on byte for byte, also those that
   * are invalid in the locale's encoding.
   */
  private static void setEnvironment(ProcessBuilder builder, Map<String, String> wanted) {
    Map<String, String> inherited = builder.environment();
    for (Iterator<String> names = inherited.keySet().iterator(); names.hasNext(); ) {
      if (!wanted.containsKey(names.next())) {
        names.remove();
      }
    }
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      if (!variable.getValue().equals(inherited.get(variable.getKey()))) {
        inherited.put(variable.getKey(), variable.getValue());
      }
    }
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A delegate need not read its input.
    }
  }

  private static CniException notStarted(Path executable, String why) {
    return new CniException(
        CniError.INTERNAL,
        "netplugin failed with no error message: fork/exec " + executable + ": " + why);
  }

  /**
   * Returns whether a file is a program or a script. What the kernel cannot run, the JDK passes to
   * a shell, which must not read a damaged executable as root. The kernel judges a file that cannot
   * be read.
   */
  private static boolean isProgram(Path executable) {
    try (InputStream file = Files.newInputStream(executable)) {
      byte[] magic = file.readNBytes(4);
      return magic.length >= 2
          && ((magic[0] == '#' && magic[1] == '!') || Arrays.equals(magic, ELF));
    } catch (IOException e) {
      return true;
    }
  }

  private static String why(String reason) {
    if (isError(13, reason)) {
      return "permission denied";
    }
    if (isError(8, reason)) {
      return "exec format error";
    }
    int error = reason.lastIndexOf("error");
    return error < 0 ? reason : reason.substring(error).strip();
  }

  /** The JDK has two forms for an errno: {@code error=26, } and {@code error: 26 (}. */
  private static boolean isError(int errno, String reason) {
    return reason.contains("error=" + errno + ",") || reason.contains("error: " + errno + " ");
  }

  /** The process while it runs; after {@link #end} it is not started any more. */
  private static final class Child {
    private @Nullable Process process;
    private boolean ended;

    synchronized Process start(ProcessBuilder builder) throws IOException, InterruptedException {
      if (ended) {
        throw new InterruptedException("the process is about to end");
      }
      Process started = builder.start();
      process = started;
      return started;
    }

    /** Sends SIGTERM to the process, and SIGKILL if it still runs after two seconds. */
    synchronized void end() {
      ended = true;
      if (process == null) {
        return;
      }
      // process.destroy() would close the streams that it may still write to.
      process.toHandle().destroy();
      try {
        if (process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.toHandle().destroyForcibly();
    }
  }
}
