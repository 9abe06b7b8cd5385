package io.cnifp.engine.protocol;

import java.util.Optional;

/**
 * An IP address with the length of its network's prefix, read and printed as Go's {@code
 * net.IPNet}.
 *
 * @param address the address
 * @param prefix the length as it was written, from 0 to {@link IpAddress#bits}
 */
record IpNetwork(IpAddress address, int prefix) {

  /** Parses what {@code net.ParseCIDR} takes; empty for anything else. */
  static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    int prefix = prefix(text, slash + 1);
    Optional<IpAddress> address = IpAddress.parse(text.substring(0, slash));
    return address.isPresent() && prefix >= 0 && prefix <= address.get().bits()
        ? Optional.of(new IpNetwork(address.get(), prefix))
        : Optional.empty();
  }

  private static int prefix(String text, int from) {
    int prefix = from == text.length() ? -1 : 0;
    for (int i = from; i < text.length() && prefix >= 0; i++) {
      int digit = text.charAt(i) - '0';
      prefix = digit < 0 || digit > 9 || prefix > 128 ? -1 : prefix * 10 + digit;
    }
    return prefix;
  }

  @Override
  public String toString() {
    boolean mapped = address.isV4() && address.bits() == 128;
    return address + "/" + (mapped ? Math.max(0, prefix - 96) : prefix);
  }
}
