package io.cnifp.delegates;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.DelegateContext;
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
 * One run of an executable.
 *
 * <p>The child never gets this process's own standard output or error: one that outlives its parent
 * would hold the runtime's pipes open and block it past its own time limit.
 */
final class PluginProcess {
  private static final int BUSY_TRIES = 60;
  private static final long BUSY_PAUSE_MILLIS = 100;
  private static final long GRACE_MILLIS = 2000;
  private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

  private final DelegateContext context;

  PluginProcess(DelegateContext context) {
    this.context = context;
  }

  /** What is left of a process. */
  static final class Ended {
    private final int status;
    private final byte[] output;
    private final String diagnostics;

    Ended(int status, byte[] output, String diagnostics) {
      this.status = status;
      this.output = output;
      this.diagnostics = diagnostics;
    }

    /** The exit status, 128 + n if signal n ended it. */
    int status() {
      return status;
    }

    /** Its whole standard output. */
    byte[] output() {
      return output;
    }

    /** The beginning of its standard error. */
    String diagnostics() {
      return diagnostics;
    }
  }

  /**
   * Runs an executable to its end, or ends it if this thread is interrupted or the plugin told to
   * end.
   *
   * @throws CniException with code 999 if it can't be started
   */
  Ended run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(executable.toString()));
    setEnvironment(builder, environment);
    Child child = new Child();
    try (DelegateContext.Registration _ = context.onTermination(child::end)) {
      Process process = start(child, builder, executable);
      Pump output = Pump.start(process.getInputStream(), OutputStream.nullOutputStream());
      Pump diagnostics = Pump.start(process.getErrorStream(), context.diagnostics());
      feed(process, input);
      int status = process.waitFor();
      // A child of the plugin's may hold its pipes open for as long as it lives.
      output.await(GRACE_MILLIS);
      diagnostics.await(GRACE_MILLIS);
      return new Ended(status, output.all(executable), diagnostics.beginning());
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
        // Text file busy: someone is just writing the executable (containernetworking/cni#763).
        if (!isError(26, reason) || tries == BUSY_TRIES) {
          throw notStarted(executable, why(reason));
        }
        Thread.sleep(BUSY_PAUSE_MILLIS);
      }
    }
  }

  /**
   * Leaves what is as it should be: the JDK hands on untouched variables byte for byte, also those
   * that aren't valid in the locale's encoding.
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
      // A plugin need not read its input.
    }
  }

  private static CniException notStarted(Path executable, String why) {
    return new CniException(
        CniError.INTERNAL,
        "netplugin failed with no error message: fork/exec " + executable + ": " + why);
  }

  /**
   * Whether a file is a program or a script. What the kernel can't run the JDK hands to a shell,
   * which must not read a damaged plugin as root. A file that can't be read is for the kernel to
   * judge.
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
    int behind = reason.lastIndexOf("error");
    return behind < 0 ? reason : reason.substring(behind).strip();
  }

  /** The JDK has worded an errno in two ways: {@code error=26, } and {@code error: 26 (}. */
  private static boolean isError(int errno, String reason) {
    return reason.contains("error=" + errno + ",") || reason.contains("error: " + errno + " ");
  }

  /** The process while it runs; once told to end it doesn't start any more. */
  private static final class Child {
    private @Nullable Process process;
    private boolean ended;

    synchronized Process start(ProcessBuilder builder) throws IOException, InterruptedException {
      if (ended) {
        throw new InterruptedException("the plugin is told to end");
      }
      Process started = builder.start();
      process = started;
      return started;
    }

    /** Asks the process to end, and makes it end if it doesn't within two seconds. */
    synchronized void end() {
      ended = true;
      if (process == null) {
        return;
      }
      // Not process.destroy(), which closes the streams that it may still want to write to.
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
