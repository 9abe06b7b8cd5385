package io.cnifp.engine.process;

import io.cnifp.api.CniException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a process has written to a stream, as far as it is kept. Safe for use by several threads.
 */
final class KeptOutput {
  /** How much is kept; results of CNI plugins are far smaller. */
  static final int MAX = 8 * 1024 * 1024;

  private static final int BEGINNING = 64 * 1024;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
  private boolean cut;

  synchronized void add(byte[] bytes, int count) {
    int room = MAX - kept.size();
    kept.write(bytes, 0, Math.min(count, room));
    cut |= count > room;
  }

  /**
   * Returns all of it.
   *
   * @throws CniException with code 999 if that is more than is kept
   */
  synchronized byte[] all(Path executable) {
    if (cut) {
      throw new CniException(DelegateOutcome.tooLarge(executable));
    }
    return kept.toByteArray();
  }

  /** Returns its beginning, as text. */
  synchronized String beginning() {
    byte[] all = kept.toByteArray();
    return new String(all, 0, Math.min(all.length, BEGINNING), StandardCharsets.UTF_8);
  }
}
