package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonString;
import java.util.List;

/** The spec versions that the engine supports, and how they compare. */
public final class CniVersions {
  /** All supported versions, oldest first. */
  public static final List<String> SUPPORTED =
      List.of("0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");

  /** The latest supported version. */
  public static final String LATEST = "1.1.0";

  /** What a configuration without a version means ({@code pkg/version/plugin.go}). */
  public static final String DEFAULT = "0.1.0";

  private CniVersions() {}

  /**
   * Returns whether a version is the same as another one or later.
   *
   * @throws CniException with code 6 if it is no version
   */
  static boolean isAtLeast(String version, String other) {
    long[] a = parse(version);
    long[] b = parse(other);
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return a[i] > b[i];
      }
    }
    return true;
  }

  /**
   * Refuses a version that is not in {@link #SUPPORTED}.
   *
   * @throws CniException with code 1
   */
  static void requireSupported(String version) {
    if (SUPPORTED.contains(version)) {
      return;
    }
    StringBuilder details = new StringBuilder("config is ");
    details.append(JsonString.quote(version)).append(", plugin supports [");
    for (int i = 0; i < SUPPORTED.size(); i++) {
      details.append(i == 0 ? "\"" : " \"").append(SUPPORTED.get(i)).append('"');
    }
    throw new CniException(
        new CniError(
            CniError.INCOMPATIBLE_VERSION,
            "incompatible CNI versions",
            details.append(']').toString()));
  }

  private static long[] parse(String version) {
    String[] names = {"major", "minor", "micro"};
    long[] numbers = new long[3];
    int from = 0;
    for (int i = 0; from <= version.length(); i++) {
      if (i == 3) {
        throw decodingFailure("invalid version " + JsonString.quote(version) + ": too many parts");
      }
      int dot = version.indexOf('.', from);
      String part = version.substring(from, dot < 0 ? version.length() : dot);
      numbers[i] = number(names[i], part);
      if (dot < 0) {
        break;
      }
      from = dot + 1;
    }
    return numbers;
  }

  private static long number(String name, String part) {
    long number = part.isEmpty() || part.length() > 18 ? -1 : 0;
    for (int i = 0; i < part.length() && number >= 0; i++) {
      int digit = part.charAt(i) - '0';
      number = digit < 0 || digit > 9 ? -1 : number * 10 + digit;
    }
    if (number < 0) {
      String quoted = JsonString.quote(part);
      throw decodingFailure(
          "failed to convert "
              + name
              + " version part "
              + quoted
              + ": strconv.Atoi: parsing "
              + quoted
              + ": invalid syntax");
    }
    return number;
  }

  private static CniException decodingFailure(String message) {
    return new CniException(CniError.DECODING_FAILURE, message);
  }
}
