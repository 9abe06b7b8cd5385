package io.cnifp.engine.statedir;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that holds a lock until its standard input ends. */
final class LockingProcess implements AutoCloseable {
  private final Process process;

  private LockingProcess(Process process) {
    this.process = process;
  }

  /** Starts a process and waits until it has the lock. */
  static LockingProcess lock(Path locks, long offset) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                LockingProcess.class.getName(),
                locks.toString(),
                "" + offset)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() != '!') {
      throw new AssertionError("the process has no lock");
    }
    return new LockingProcess(process);
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private static Path classes() {
    try {
      URI file = LockingProcess.class.getResource("LockingProcess.class").toURI();
      return Path.of(file).resolve("../../../../..").normalize();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The process. */
  public static void main(String[] args) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock(Long.parseLong(args[1]), 1, false)) {
      System.out.write('!');
      System.out.flush();
      System.in.read();
    }
  }
}
