package io.cnifp.api.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of an action in a term: none, a raw text in parentheses or named arguments in
 * braces.
 *
 * <p>The engine creates one for each step of a failpoint. Immutable. The accessors that check throw
 * {@link IllegalArgumentException} with a message that a provider can pass on; the engine adds the
 * place in the failpoint.
 *
 * @since 0.1
 */
public final class ActionArguments {
  /** How long a name may be to be repeated in a message. */
  private static final int MAX_SHOWN = 40;

  private static final ActionArguments NONE = new ActionArguments(Optional.empty(), Map.of());

  private final Optional<String> raw;
  private final Map<String, String> named;

  private ActionArguments(Optional<String> raw, Map<String, String> named) {
    this.raw = raw;
    this.named = named;
  }

  /** {@return the arguments of a step without any, such as {@code off}} */
  public static ActionArguments none() {
    return NONE;
  }

  /**
   * {@return the arguments of a step such as {@code error(try again)}}
   *
   * @param text the text in parentheses
   * @throws IllegalArgumentException if {@code text} is empty: there is no {@code ()}
   */
  public static ActionArguments raw(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an argument in parentheses cannot be empty");
    }
    return new ActionArguments(Optional.of(text), Map.of());
  }

  /**
   * {@return the arguments of a step such as {@code error{code=11, msg='try again'}}}
   *
   * @param arguments names and values in their order, the values unquoted
   * @throws IllegalArgumentException if {@code arguments} is empty: there is no <code>{}</code>
   */
  public static ActionArguments named(Map<String, String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("arguments in braces cannot be empty");
    }
    return new ActionArguments(
        Optional.empty(), Collections.unmodifiableMap(new LinkedHashMap<>(arguments)));
  }

  /** {@return the text in parentheses, verbatim; empty if there is none} */
  public Optional<String> raw() {
    return raw;
  }

  /** {@return the arguments in braces in their order; an empty map if there are none} */
  public Map<String, String> named() {
    return named;
  }

  /** {@return whether there is no argument} */
  public boolean isEmpty() {
    return raw.isEmpty() && named.isEmpty();
  }

  /**
   * Refuses every argument.
   *
   * @throws IllegalArgumentException if there is one
   */
  public void requireNone() {
    if (!isEmpty()) {
      throw new IllegalArgumentException("takes no argument");
    }
  }

  /**
   * {@return the text in parentheses, which is required}
   *
   * @param what what is expected, for the message, such as {@code "a duration"}
   * @throws IllegalArgumentException if there is none
   */
  public String requireRaw(String what) {
    if (raw.isPresent()) {
      return raw.get();
    }
    throw new IllegalArgumentException("needs " + what + " in parentheses");
  }

  /**
   * Refuses a text in parentheses, and named arguments of other names.
   *
   * @param keys the names that the action knows
   * @throws IllegalArgumentException if there is anything else
   */
  public void allowNamed(String... keys) {
    if (raw.isPresent()) {
      throw new IllegalArgumentException("takes {" + String.join("=..., ", keys) + "=...}");
    }
    refuseOtherKeys(keys);
  }

  /**
   * {@return the one text of an action that takes it either way, {@code print(text)} or {@code
   * print{text='...'}}; empty if there is no argument}
   *
   * @param key the name of the argument in the named form
   * @throws IllegalArgumentException if there are named arguments, and not this one alone
   */
  public Optional<String> text(String key) {
    if (named.isEmpty()) {
      return raw;
    }
    refuseOtherKeys(key);
    return Optional.of(require(key));
  }

  /**
   * {@return the named argument of this name, which is required}
   *
   * @param key the name
   * @throws IllegalArgumentException if there is none
   */
  public String require(String key) {
    String value = named.get(key);
    if (value == null) {
      throw new IllegalArgumentException("needs " + key + "=...");
    }
    return value;
  }

  private static String shown(String name) {
    return name.length() > MAX_SHOWN ? "of " + name.length() + " characters" : name;
  }

  private void refuseOtherKeys(String... keys) {
    for (String name : named.keySet()) {
      boolean known = false;
      for (String key : keys) {
        known |= key.equals(name);
      }
      if (!known) {
        throw new IllegalArgumentException(
            "has no argument " + shown(name) + " (known: " + String.join(", ", keys) + ")");
      }
    }
  }

  /**
   * {@return a whole number as the failpoint language writes it: ASCII digits, nothing else}
   *
   * @param text the digits
   * @param what what the number means, for the message, such as {@code "code"}
   * @param low the least that is allowed, not negative
   * @param high the most that is allowed
   * @throws IllegalArgumentException if the text is no whole number or is out of bounds
   */
  public static long wholeNumber(String text, String what, long low, long high) {
    boolean digits = !text.isEmpty();
    boolean fits = true;
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      digits &= digit >= 0 && digit <= 9;
      fits &= value <= (Long.MAX_VALUE - digit) / 10;
      value = value * 10 + digit;
    }
    if (!digits) {
      throw new IllegalArgumentException(what + " must be a whole number");
    }
    if (!fits || value < low || value > high) {
      throw new IllegalArgumentException(what + " must be from " + low + " to " + high);
    }
    return value;
  }
}
