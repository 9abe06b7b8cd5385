package io.cnifp.engine.protocol;

import java.util.Optional;

/**
 * An IP address, read and printed as Go's {@code net/netip} and {@code net} do. Immutable.
 *
 * <p>The JDK's reader takes leading zeros, numbers with fewer parts, zones and names.
 */
final class IpAddress {
  private static final int SIZE = 16;

  /** The first 12 bytes of an IPv4 address that is mapped into IPv6. */
  private static final int MAPPED = 12;

  private final byte[] bytes;
  private final int bits;

  private IpAddress(byte[] bytes, int bits) {
    this.bytes = bytes;
    this.bits = bits;
  }

  /** Parses an address; empty if it is none. */
  static Optional<IpAddress> parse(String text) {
    byte[] bytes = new byte[SIZE];
    boolean isV6 = text.indexOf(':') >= 0;
    if (isV6) {
      return v6(text, bytes) ? Optional.of(new IpAddress(bytes, 128)) : Optional.empty();
    }
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    return v4(text, bytes, MAPPED) ? Optional.of(new IpAddress(bytes, 32)) : Optional.empty();
  }

  /** Returns the length in bits of an address that is written as this one is. */
  int bits() {
    return bits;
  }

  /** Returns whether this is an IPv4 address, one that is mapped into IPv6 included. */
  boolean isV4() {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  private static boolean v4(String text, byte[] bytes, int at) {
    int from = 0;
    for (int field = 0; field < 4; field++) {
      int dot = text.indexOf('.', from);
      int end = field == 3 ? text.length() : dot;
      int length = end - from;
      if (end < 0 || length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
        return false;
      }
      int number = 0;
      for (int i = from; i < end; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return false;
        }
        number = number * 10 + digit;
      }
      if (number > 255) {
        return false;
      }
      bytes[at + field] = (byte) number;
      from = end + 1;
    }
    return true;
  }

  private static boolean v6(String text, byte[] bytes) {
    int gap = -1;
    int at = 0;
    int next = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length() && next < SIZE) {
      int end = at;
      while (end < text.length() && hex(text.charAt(end)) >= 0) {
        end++;
      }
      if (end < text.length() && text.charAt(end) == '.') {
        if ((gap < 0 && next != MAPPED) || next > MAPPED || !v4(text.substring(at), bytes, next)) {
          return false;
        }
        next += 4;
        at = text.length();
        break;
      }
      if (end == at || end - at > 4) {
        return false;
      }
      int group = Integer.parseInt(text, at, end, 16);
      bytes[next++] = (byte) (group >> 8);
      bytes[next++] = (byte) group;
      at = end;
      if (at == text.length()) {
        break;
      }
      if (text.charAt(at) != ':' || at + 1 == text.length()) {
        return false;
      }
      at++;
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = next;
        at++;
      }
    }
    return at == text.length() && expanded(bytes, next, gap);
  }

  /** Puts the zeros into the gap, which stands for one group at least. */
  private static boolean expanded(byte[] bytes, int size, int gap) {
    if (gap < 0 || size == SIZE) {
      return gap < 0 && size == SIZE;
    }
    int moved = size - gap;
    System.arraycopy(bytes, gap, bytes, SIZE - moved, moved);
    for (int i = gap; i < SIZE - moved; i++) {
      bytes[i] = 0;
    }
    return true;
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /** Returns the shortest form (RFC 5952); a mapped IPv4 address is printed as IPv4. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(40);
    if (isV4()) {
      for (int i = MAPPED; i < SIZE; i++) {
        text.append(i == MAPPED ? "" : ".").append(bytes[i] & 0xff);
      }
      return text.toString();
    }
    int gap = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = 0;
      while (i + zeros < 8 && group(i + zeros) == 0) {
        zeros++;
      }
      if (zeros > length) {
        gap = i;
        length = zeros;
      }
    }
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i += length - 1;
      } else {
        text.append(i == 0 || (gap >= 0 && i == gap + length) ? "" : ":");
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }
}
