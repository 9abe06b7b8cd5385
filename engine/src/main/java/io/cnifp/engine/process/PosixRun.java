package io.cnifp.engine.process;

import io.cnifp.api.spi.Execution;
import io.cnifp.engine.posix.InterruptibleWait;
import io.cnifp.engine.posix.Posix;
import io.cnifp.engine.posix.Posix.Readiness;
import io.cnifp.engine.posix.PosixInput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Runs a command by the library: without a process between, and on one thread. Only what the
 * command writes to standard error after a prologue is copied on a thread of its own, because
 * whoever reads our standard error may keep the copy waiting.
 */
final class PosixRun implements CommandRun {
  private static final int GRACE_MILLIS = 2000;

  /** How often a child is looked at where the kernel has no handles of processes. */
  private static final int LOOK_MILLIS = 10;

  private static final int NONE = -1;

  /** The places of a command's descriptors; a wait wants what is written to first. */
  private static final int INPUT = 0;

  private static final int OUTPUT = 1;
  private static final int ERRORS = 2;
  private static final int HANDLE = 3;

  private final Posix posix;
  private final int prologue;

  /**
   * Creates a run.
   *
   * @param prologue how many bytes the command writes to standard error in any case
   */
  PosixRun(Posix posix, int prologue) {
    this.posix = posix;
    this.prologue = prologue;
  }

  @Override
  public Execution run(Child child, Command command, byte[] input, OutputStream diagnostics)
      throws IOException, InterruptedException {
    byte[] environment =
        LauncherEnvironment.block(posix.environment(), command.environment(), posix.encoding());
    try (InterruptibleWait wait = new InterruptibleWait(posix)) {
      Exchange exchange =
          child.start(() -> new Exchange(posix.start(command.words(), environment), diagnostics));
      return finish(exchange, child, command, input, wait);
    }
  }

  private static Execution finish(
      Exchange exchange, Child child, Command command, byte[] input, InterruptibleWait wait)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      exchange.run(input, wait);
      done = true;
      return exchange.execution(command);
    } finally {
      if (!done) {
        // It would wait for a reader of its output.
        child.end();
      }
      exchange.close();
    }
  }

  /** What is exchanged with a running command. */
  private final class Exchange implements RunningChild {
    private final PosixChild process;
    private final OutputStream diagnostics;
    private final KeptOutput output = new KeptOutput();
    private final KeptOutput errors = new KeptOutput();
    private final byte[] buffer = new byte[8192];

    /** By the constants of their places; NONE: closed, or not there. */
    private final int[] descriptors;

    private int written;
    private int prologueLeft = prologue;
    private Optional<StreamPump> errorPump = Optional.empty();

    Exchange(Posix.Child started, OutputStream diagnostics) {
      this.process = new PosixChild(posix, started.process());
      this.diagnostics = diagnostics;
      this.descriptors =
          new int[] {started.input(), started.output(), started.errors(), started.handle()};
    }

    void run(byte[] input, InterruptibleWait wait) throws IOException, InterruptedException {
      long graceEnds = Long.MAX_VALUE;
      while (isOpen(graceEnds)) {
        boolean ended = graceEnds != Long.MAX_VALUE;
        Readiness found = wait.await(descriptors, timeout(graceEnds));
        if (found.concerns(INPUT)) {
          feed(input);
        }
        if (found.concerns(OUTPUT)) {
          readOutput();
        }
        if (found.concerns(ERRORS)) {
          readErrors(found);
        }
        if (!ended && (found.concerns(HANDLE) || descriptors[HANDLE] < 0) && process.hasEnded()) {
          close(HANDLE);
          // A child of the command may hold its pipes open for as long as it lives.
          graceEnds = System.nanoTime() + GRACE_MILLIS * 1_000_000L;
        }
      }
      if (errorPump.isPresent()) {
        errorPump.get().await(Math.max(1, (graceEnds - System.nanoTime()) / 1_000_000));
      }
    }

    /** Returns whether there is still something to wait for. */
    private boolean isOpen(long graceEnds) {
      return graceEnds == Long.MAX_VALUE
          || ((descriptors[OUTPUT] >= 0 || descriptors[ERRORS] >= 0)
              && System.nanoTime() < graceEnds);
    }

    private int timeout(long graceEnds) {
      if (graceEnds != Long.MAX_VALUE) {
        return (int) Math.max(1, (graceEnds - System.nanoTime()) / 1_000_000);
      }
      return descriptors[HANDLE] < 0 ? LOOK_MILLIS : -1;
    }

    private void feed(byte[] input) {
      try {
        if (written < input.length) {
          written += posix.write(descriptors[INPUT], input, written, input.length - written);
        }
      } catch (IOException e) {
        // It need not read its input.
        written = input.length;
      }
      if (written == input.length) {
        close(INPUT);
      }
    }

    private void readOutput() throws IOException {
      int count = posix.read(descriptors[OUTPUT], buffer, 0, buffer.length);
      if (count == 0) {
        close(OUTPUT);
      } else {
        output.add(buffer, count);
      }
    }

    private void readErrors(Readiness found) throws IOException {
      if (prologueLeft > 0) {
        int count = posix.read(descriptors[ERRORS], buffer, 0, prologueLeft);
        if (count == 0) {
          close(ERRORS);
        } else {
          prologueLeft -= count;
          errors.add(buffer, count);
          diagnostics.write(buffer, 0, count);
        }
      } else if (found.isReady(ERRORS)) {
        errorPump =
            Optional.of(
                StreamPump.start(new PosixInput(posix, descriptors[ERRORS]), diagnostics, errors));
        descriptors[ERRORS] = NONE;
      } else {
        close(ERRORS);
      }
    }

    private void close(int index) {
      if (descriptors[index] >= 0) {
        posix.close(descriptors[index]);
        descriptors[index] = NONE;
      }
    }

    void close() {
      for (int i = 0; i < descriptors.length; i++) {
        close(i);
      }
    }

    Execution execution(Command command) {
      return new Execution(process.status(), output.all(command.executable()), errors.beginning());
    }

    @Override
    public boolean await(long millis) throws InterruptedException {
      return process.await(millis);
    }

    @Override
    public void terminate() {
      process.terminate();
    }

    @Override
    public void kill() {
      process.kill();
    }
  }
}
