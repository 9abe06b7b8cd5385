package io.cnifp.api.spi;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The type of a parameter's values. Immutable. */
abstract sealed class ParameterType<T> {

  /**
   * Returns the value of a text.
   *
   * @throws IllegalArgumentException if it is none; what is said is {@link #expected}
   */
  abstract T parse(String text);

  /** Returns what a text must be, for messages. */
  abstract String expected();

  /** Returns what more is to be said of a text that is none; empty if nothing. */
  String detail(IllegalArgumentException e) {
    return "";
  }

  /** Returns what stands for a value in a usage. */
  String shown(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  static final class Text extends ParameterType<String> {
    @Override
    String parse(String text) {
      return text;
    }

    @Override
    String expected() {
      return "a text";
    }

    @Override
    String shown(String name) {
      return "'...'";
    }
  }

  static final class OneDuration extends ParameterType<Duration> {
    @Override
    Duration parse(String text) {
      return DurationRange.parseDuration(text);
    }

    @Override
    String expected() {
      return "a duration such as 500 (milliseconds), 1.5s, 1m30s or 50us";
    }

    @Override
    String shown(String name) {
      return "1.5s";
    }
  }

  static final class Durations extends ParameterType<DurationRange> {
    @Override
    DurationRange parse(String text) {
      return DurationRange.parse(text);
    }

    @Override
    String expected() {
      return "a duration such as 500 (milliseconds), 1.5s, 1m30s, 50us or a range 50ms..200ms";
    }

    @Override
    String shown(String name) {
      return "50ms..200ms";
    }
  }

  static final class WholeNumber extends ParameterType<Long> {
    private final long low;
    private final long high;

    WholeNumber(long low, long high) {
      if (low < 0 || low > high) {
        throw new IllegalArgumentException("no whole number is from " + low + " to " + high);
      }
      this.low = low;
      this.high = high;
    }

    @Override
    Long parse(String text) {
      return ActionArguments.wholeNumber(text, "", low, high);
    }

    @Override
    String expected() {
      return high == Long.MAX_VALUE
          ? "a whole number from " + low
          : "a whole number from " + low + " to " + high;
    }
  }

  /** Digits, with a point and digits after it if wanted. */
  static final class Decimal extends ParameterType<Double> {
    private final int high;
    private final String sign;

    Decimal(int high, String sign) {
      this.high = high;
      this.sign = sign;
    }

    @Override
    Double parse(String text) {
      String number =
          !sign.isEmpty() && text.endsWith(sign)
              ? text.substring(0, text.length() - sign.length())
              : text;
      int point = number.indexOf('.');
      if (!isDigits(point < 0 ? number : number.substring(0, point))
          || (point >= 0 && !isDigits(number.substring(point + 1)))) {
        throw new IllegalArgumentException(expected());
      }
      double value = Double.parseDouble(number);
      if (value > high) {
        throw new IllegalArgumentException(expected());
      }
      return value;
    }

    @Override
    String expected() {
      return "a number from 0 to " + high;
    }

    private static boolean isDigits(String text) {
      boolean digits = !text.isEmpty();
      for (int i = 0; i < text.length(); i++) {
        digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
      }
      return digits;
    }
  }

  /** One of some words, each of which stands for a value. */
  static final class Word<T> extends ParameterType<T> {
    private final Map<String, T> values;

    Word(Map<String, T> values) {
      this.values = values;
    }

    @Override
    T parse(String text) {
      T value = values.get(text);
      if (value == null) {
        throw new IllegalArgumentException(expected());
      }
      return value;
    }

    @Override
    String expected() {
      return "one of " + String.join(" ", values.keySet());
    }

    @Override
    String shown(String name) {
      return String.join("|", values.keySet());
    }
  }

  static final class Json extends ParameterType<JsonValue> {
    @Override
    JsonValue parse(String text) {
      try {
        return JsonValue.parse(text);
      } catch (JsonException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    @Override
    String expected() {
      return "JSON";
    }

    /** It names a place and quotes nothing. */
    @Override
    String detail(IllegalArgumentException e) {
      return " (" + e.getMessage() + ")";
    }

    @Override
    String shown(String name) {
      return "'{...}'";
    }
  }
}
