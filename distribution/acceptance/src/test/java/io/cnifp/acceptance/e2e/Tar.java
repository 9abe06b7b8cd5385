package io.cnifp.acceptance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A tar archive (ustar) of a few files with short names, in memory. */
final class Tar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Tar directory(String name) {
    header(name + "/", 0, '5');
    return this;
  }

  Tar file(String name, byte[] content) {
    header(name, content.length, '0');
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  byte[] toByteArray() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.writeBytes(new byte[2 * BLOCK]);
    return whole.toByteArray();
  }

  /**
   * See tar(5): fields at fixed places, numbers in octal, a sum over the header with its own field
   * blank.
   */
  private void header(String name, int size, char type) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 108, "0000000"); // owner
    put(header, 116, "0000000"); // group
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "00000000000"); // time
    Arrays.fill(header, 148, 156, (byte) ' ');
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0".formatted(sum));
    bytes.writeBytes(header);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] value = text.getBytes(UTF_8);
    System.arraycopy(value, 0, header, offset, value.length);
  }
}
