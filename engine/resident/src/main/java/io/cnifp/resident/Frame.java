package io.cnifp.resident;

import io.cnifp.engine.handover.Fields;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * A letter and fields, as one frame on a connection.
 *
 * @param letter what it is
 * @param fields its fields
 */
record Frame(char letter, Fields fields) {
  /** A record may have the output of a delegate, 8 MiB, twice as long as UTF-8. */
  private static final int MAX_LENGTH = 24 * 1024 * 1024;

  private static final int CHUNK = 64 * 1024;

  /**
   * Reads a frame.
   *
   * @throws EOFException if the connection ends before a whole frame
   * @throws IOException if it is none
   */
  static Frame read(ByteChannel channel) throws IOException {
    int length = exactly(channel, Integer.BYTES).getInt();
    if (length < 1 || length > MAX_LENGTH) {
      throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    ByteBuffer bytes = exactly(channel, length);
    return new Frame((char) bytes.get(), Fields.read(bytes));
  }

  void write(ByteChannel channel) throws IOException {
    byte[] content = fields.toBytes();
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + 1 + content.length);
    bytes.putInt(1 + content.length).put((byte) letter).put(content).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Memory is taken as the bytes arrive, whatever length was announced. */
  private static ByteBuffer exactly(ByteChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(length, CHUNK));
    while (bytes.position() < length) {
      if (!bytes.hasRemaining()) {
        bytes.flip();
        bytes = ByteBuffer.allocate(Math.min(length, bytes.limit() * 4)).put(bytes);
      }
      if (channel.read(bytes) < 0) {
        throw new EOFException("the connection ended in a frame");
      }
    }
    return bytes.flip();
  }
}
