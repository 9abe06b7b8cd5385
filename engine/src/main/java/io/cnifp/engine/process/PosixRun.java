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
    Exchange exchange =
        child.start(() -> new Exchange(posix.start(command.words(), environment), diagnostics));
    try (InterruptibleWait wait = new InterruptibleWait(posix)) {
      exchange.run(input, wait);
      return exchange.execution(command);
    } catch (InterruptedException e) {
      child.end();
      throw e;
    } finally {
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

    /** Input, output, error output and the child's handle; NONE: closed, or not there. */
    private final int[] descriptors;

    private int written;
    private int prologueLeft = prologue;
    private Optional<StreamPump> errorPump = Optional.empty();

    Exchange(Posix.Child started, OutputStream diagnostics) {
      this.process = new PosixChild(posix, started.process());
      this.diagnostics = diagnostics;
      this.descriptors =
          new int[] {started.input(), started.output(), started.errors(), started.handle(), NONE};
    }

    void run(byte[] input, InterruptibleWait wait) throws IOException, InterruptedException {
      long graceEnds = Long.MAX_VALUE;
      while (isOpen(graceEnds)) {
        boolean ended = graceEnds != Long.MAX_VALUE;
        Readiness found = wait.await(descriptors, timeout(graceEnds));
        if (found.concerns(0)) {
          feed(input);
        }
        if (found.concerns(1)) {
          readOutput();
        }
        if (found.concerns(2)) {
          readErrors(found);
        }
        if (!ended && (found.concerns(3) || descriptors[3] < 0) && process.hasEnded()) {
          close(3);
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
          || ((descriptors[1] >= 0 || descriptors[2] >= 0) && System.nanoTime() < graceEnds);
    }

    private int timeout(long graceEnds) {
      if (graceEnds != Long.MAX_VALUE) {
        return (int) Math.max(1, (graceEnds - System.nanoTime()) / 1_000_000);
      }
      return descriptors[3] < 0 ? LOOK_MILLIS : -1;
    }

    private void feed(byte[] input) {
      try {
        if (written < input.length) {
          written += posix.write(descriptors[0], input, written, input.length - written);
        }
      } catch (IOException e) {
        // It need not read its input.
        written = input.length;
      }
      if (written == input.length) {
        close(0);
      }
    }

    private void readOutput() throws IOException {
      int count = posix.read(descriptors[1], buffer, 0, buffer.length);
      if (count == 0) {
        close(1);
      } else {
        output.add(buffer, count);
      }
    }

    private void readErrors(Readiness found) throws IOException {
      if (prologueLeft > 0) {
        int count = posix.read(descriptors[2], buffer, 0, prologueLeft);
        if (count == 0) {
          close(2);
        } else {
          prologueLeft -= count;
          errors.add(buffer, count);
          diagnostics.write(buffer, 0, count);
        }
      } else if (found.isReady(2)) {
        errorPump =
            Optional.of(
                StreamPump.start(new PosixInput(posix, descriptors[2]), diagnostics, errors));
        descriptors[2] = NONE;
      } else {
        close(2);
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
