package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Copies what an executable that the launcher starts writes to standard error: what follows the
 * launcher's acknowledgement, but not its answer that it could not become the executable. Safe for
 * use by several threads.
 */
final class LauncherAnswerFilter extends OutputStream {
  private final OutputStream to;
  private final byte[] acknowledgement;
  private final byte[] answer;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(64);
  private State state = State.UNKNOWN;

  private enum State {
    /** Nothing, or a beginning of the acknowledgement. */
    UNKNOWN,
    /** Acknowledged; what followed may be an answer. */
    ACKNOWLEDGED,
    /** The executable writes. */
    EXECUTED,
    /** What writes is not the launcher, or it answers without acknowledgement. */
    NOT_EXECUTED
  }

  LauncherAnswerFilter(OutputStream to, String token) {
    this.to = to;
    this.acknowledgement = LauncherExec.acknowledgement(token).getBytes(US_ASCII);
    this.answer = (token + " ").getBytes(US_ASCII);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    switch (state) {
      case EXECUTED -> to.write(bytes, from, length);
      case NOT_EXECUTED -> {}
      case UNKNOWN, ACKNOWLEDGED -> {
        held.write(bytes, from, length);
        judge(held.toByteArray());
      }
    }
  }

  private void judge(byte[] all) throws IOException {
    if (!agree(all, 0, acknowledgement)) {
      state = State.NOT_EXECUTED;
    } else if (all.length >= acknowledgement.length) {
      state = State.ACKNOWLEDGED;
      if (!agree(all, acknowledgement.length, answer)) {
        state = State.EXECUTED;
        to.write(all, acknowledgement.length, all.length - acknowledgement.length);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /** Copies what was held back: the executable has written it. Nothing happens without a reader. */
  synchronized void release() {
    if (state != State.ACKNOWLEDGED) {
      return;
    }
    state = State.EXECUTED;
    byte[] all = held.toByteArray();
    try {
      to.write(all, acknowledgement.length, all.length - acknowledgement.length);
      to.flush();
    } catch (IOException e) {
      // Standard error is closed.
    }
  }

  /** Returns whether the bytes from an index are equal as far as both go. */
  private static boolean agree(byte[] bytes, int from, byte[] expected) {
    int length = Math.min(bytes.length - from, expected.length);
    return Arrays.equals(bytes, from, from + length, expected, 0, length);
  }
}
