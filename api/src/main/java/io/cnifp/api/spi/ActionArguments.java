package io.cnifp.api.spi;

import java.util.Collections;
import java.util.HashMap;
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
   * {@return the values of an action's parameters} Refuses what is none of them, and so without
   * parameters refuses every argument.
   *
   * <p>The name that stands for a parameter in a message is the one of its declaration.
   *
   * @param parameters what the action takes
   * @throws ArgumentException if a value is not what its parameter expects
   * @throws IllegalArgumentException if a required parameter is missing, or an argument is unknown
   */
  public ArgumentValues read(Parameter<?>... parameters) {
    Map<Parameter<?>, Object> values = new HashMap<>();
    if (raw.isPresent()) {
      Parameter<?> parameter = forParentheses(parameters);
      values.put(parameter, parameter.parse(raw.get()));
    }
    refuseOthers(parameters);
    for (Parameter<?> parameter : parameters) {
      if (values.containsKey(parameter)) {
        continue;
      }
      String given = named.get(parameter.name());
      Object otherwise = parameter.otherwise();
      if (given != null) {
        values.put(parameter, parameter.parse(given));
      } else if (otherwise != null) {
        values.put(parameter, otherwise);
      } else if (parameter.isRequired()) {
        throw missing(parameter);
      }
    }
    return new ArgumentValues(values);
  }

  private static IllegalArgumentException missing(Parameter<?> parameter) {
    return new IllegalArgumentException(
        parameter.isNamed()
            ? "needs " + parameter.name() + "=..., " + parameter.expected()
            : "needs " + parameter.expected() + " in parentheses");
  }

  private static Parameter<?> forParentheses(Parameter<?>... parameters) {
    for (Parameter<?> parameter : parameters) {
      if (parameter.isForParentheses()) {
        return parameter;
      }
    }
    throw new IllegalArgumentException(
        parameters.length == 0 ? "takes no argument" : "takes " + braces(parameters));
  }

  private static String braces(Parameter<?>... parameters) {
    StringBuilder braces = new StringBuilder("{");
    for (Parameter<?> parameter : parameters) {
      braces.append(braces.length() == 1 ? "" : ", ").append(parameter.name()).append("=...");
    }
    return braces.append('}').toString();
  }

  private void refuseOthers(Parameter<?>... parameters) {
    for (String name : named.keySet()) {
      StringBuilder known = new StringBuilder();
      boolean isKnown = false;
      for (Parameter<?> parameter : parameters) {
        if (parameter.isNamed()) {
          isKnown |= parameter.name().equals(name);
          known.append(known.isEmpty() ? "" : ", ").append(parameter.name());
        }
      }
      if (!isKnown) {
        throw new IllegalArgumentException(unknown(name, known.toString(), parameters));
      }
    }
  }

  private static String unknown(String name, String known, Parameter<?>... parameters) {
    if (parameters.length == 0) {
      return "takes no argument";
    }
    return known.isEmpty()
        ? "takes " + parameters[0].expected() + " in parentheses"
        : "has no argument " + shown(name) + " (known: " + known + ")";
  }

  private static String shown(String name) {
    return name.length() > MAX_SHOWN ? "of " + name.length() + " characters" : name;
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
