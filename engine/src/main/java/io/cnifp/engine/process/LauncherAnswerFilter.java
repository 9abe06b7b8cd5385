package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Copies standard error of a process that the launcher starts, but not the launcher's answer that
 * it could not become the executable: what begins with the token. Safe for use by several threads.
 */
final class LauncherAnswerFilter extends OutputStream {
  private final OutputStream to;
  private final byte[] token;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(64);
  private boolean passing;

  LauncherAnswerFilter(OutputStream to, String token) {
    this.to = to;
    this.token = token.getBytes(US_ASCII);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (passing) {
      to.write(bytes, from, length);
      return;
    }
    held.write(bytes, from, length);
    if (!isAnswer(held.toByteArray())) {
      passing = true;
      held.writeTo(to);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  /** Copies what was held back: the executable has written it. Nothing happens without a reader. */
  synchronized void release() {
    if (passing) {
      return;
    }
    passing = true;
    try {
      held.writeTo(to);
      to.flush();
    } catch (IOException e) {
      // Standard error is closed.
    }
  }

  /** Returns whether this is the token, a beginning of it, or begins with it. */
  private boolean isAnswer(byte[] beginning) {
    for (int i = 0; i < Math.min(beginning.length, token.length); i++) {
      if (beginning[i] != token[i]) {
        return false;
      }
    }
    return true;
  }
}
