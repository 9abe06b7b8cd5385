package io.cnifp.engine.statedir;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a hash whose collisions cannot be found without the
 * secret.
 */
final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long k0, long k1) {
    this.v0 = k0 ^ 0x736f6d6570736575L;
    this.v1 = k1 ^ 0x646f72616e646f6dL;
    this.v2 = k0 ^ 0x6c7967656e657261L;
    this.v3 = k1 ^ 0x7465646279746573L;
  }

  /**
   * Returns the hash of a text.
   *
   * @param k0 the first eight bytes of the secret, little-endian
   * @param k1 the other eight
   */
  static long of(long k0, long k1, byte[] text) {
    SipHash state = new SipHash(k0, k1);
    int whole = text.length / 8 * 8;
    for (int i = 0; i < whole; i += 8) {
      state.word(little(text, i, 8));
    }
    state.word(little(text, whole, text.length - whole) | (long) text.length << 56);
    return state.finished();
  }

  private static long little(byte[] text, int from, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (text[from + i] & 0xFFL) << (8 * i);
    }
    return word;
  }

  private void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long finished() {
    v2 ^= 0xFF;
    for (int i = 0; i < 4; i++) {
      round();
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
