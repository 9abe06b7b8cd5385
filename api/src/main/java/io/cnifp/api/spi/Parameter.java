package io.cnifp.api.spi;

import io.cnifp.api.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One argument that an action takes: its name, its type, and whether it may be left out.
 *
 * <p>A provider declares its parameters as constants and reads them with {@link
 * ActionArguments#read}. What is refused, and in which words, follows from the declaration.
 *
 * <pre>{@code
 * private static final Parameter<Duration> AFTER = Parameter.duration("after");
 * private static final Parameter<Long> CODE = Parameter.wholeNumber("code", 1, 999).orElse(11L);
 *
 * public FailpointAction create(ActionArguments arguments, ActionContext context) {
 *   ArgumentValues values = arguments.read(AFTER, CODE);
 *   Duration after = values.get(AFTER);
 *   ...
 * }
 * }</pre>
 *
 * <p>A parameter is required unless {@link #orElse} or {@link #optional} says otherwise, and is
 * given by name in braces; {@link #orInParentheses} and {@link #inParentheses} allow {@code
 * action(value)}. Immutable; the methods return changed copies.
 *
 * @param <T> the type of its values
 * @since 0.2
 */
public final class Parameter<T> {
  private final String name;
  private final ParameterType<T> type;
  private final Presence presence;
  private final Form form;
  private final @Nullable T otherwise;

  private Parameter(
      String name, ParameterType<T> type, Presence presence, Form form, @Nullable T otherwise) {
    this.name = name;
    this.type = type;
    this.presence = presence;
    this.form = form;
    this.otherwise = otherwise;
  }

  private enum Presence {
    REQUIRED,
    OPTIONAL,
    DEFAULTED
  }

  private enum Form {
    BRACES,
    EITHER,
    PARENTHESES
  }

  private static <T> Parameter<T> of(String name, ParameterType<T> type) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" cannot be a parameter's name: write [a-z][a-z0-9_]*");
    }
    return new Parameter<>(name, type, Presence.REQUIRED, Form.BRACES, null);
  }

  /**
   * {@return a parameter that takes any text}
   *
   * @param name its name
   */
  public static Parameter<String> text(String name) {
    return of(name, new ParameterType.Text());
  }

  /**
   * {@return a parameter that takes a duration, see {@link DurationRange#parseDuration}}
   *
   * @param name its name
   */
  public static Parameter<Duration> duration(String name) {
    return of(name, new ParameterType.OneDuration());
  }

  /**
   * {@return a parameter that takes a duration or a range, see {@link DurationRange#parse}}
   *
   * @param name its name
   */
  public static Parameter<DurationRange> durationRange(String name) {
    return of(name, new ParameterType.Durations());
  }

  /**
   * {@return a parameter that takes a whole number}
   *
   * @param name its name
   * @param low the least that is allowed, not negative
   * @param high the most that is allowed
   */
  public static Parameter<Long> wholeNumber(String name, long low, long high) {
    return of(name, new ParameterType.WholeNumber(low, high));
  }

  /**
   * {@return a parameter that takes a number from 0 to 1, such as {@code 0.25}}
   *
   * @param name its name
   */
  public static Parameter<Double> fraction(String name) {
    return of(name, new ParameterType.Decimal(1, ""));
  }

  /**
   * {@return a parameter that takes a percentage from 0 to 100, such as {@code 25} or {@code 2.5%}}
   *
   * @param name its name
   */
  public static Parameter<Double> percentage(String name) {
    return of(name, new ParameterType.Decimal(100, "%"));
  }

  /**
   * {@return a parameter that takes one of some words}
   *
   * @param name its name
   * @param words the words, in the order in which messages list them
   */
  public static Parameter<String> oneOf(String name, String... words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      values.put(word, word);
    }
    return of(name, new ParameterType.Word<>(values));
  }

  /**
   * {@return a parameter that takes the name of one of an enum's constants, in lower case}
   *
   * @param name its name
   * @param constants the enum
   * @param <E> the enum
   */
  public static <E extends Enum<E>> Parameter<E> oneOf(String name, Class<E> constants) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E constant : constants.getEnumConstants()) {
      values.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return of(name, new ParameterType.Word<>(values));
  }

  /**
   * {@return a parameter that takes JSON}
   *
   * @param name its name
   */
  public static Parameter<JsonValue> json(String name) {
    return of(name, new ParameterType.Json());
  }

  /**
   * {@return this parameter with a value for steps that do not give one}
   *
   * @param value the value
   */
  public Parameter<T> orElse(T value) {
    return new Parameter<>(
        name, type, Presence.DEFAULTED, form, Objects.requireNonNull(value, "value"));
  }

  /** {@return this parameter, which may be left out; {@link ArgumentValues#find} reads it} */
  public Parameter<T> optional() {
    return new Parameter<>(name, type, Presence.OPTIONAL, form, null);
  }

  /** {@return this parameter, which may also be given as {@code action(value)}} */
  public Parameter<T> orInParentheses() {
    return new Parameter<>(name, type, presence, Form.EITHER, otherwise);
  }

  /** {@return this parameter, which is only given as {@code action(value)}, never by its name} */
  public Parameter<T> inParentheses() {
    return new Parameter<>(name, type, presence, Form.PARENTHESES, otherwise);
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /**
   * {@return the forms of an action with parameters, for {@link ProviderInfo#usage}}
   *
   * @param action the action's name
   * @param parameters its parameters
   */
  public static String usage(String action, Parameter<?>... parameters) {
    StringBuilder usage = new StringBuilder();
    StringBuilder named = new StringBuilder();
    boolean bare = true;
    for (Parameter<?> parameter : parameters) {
      bare &= parameter.presence != Presence.REQUIRED;
      if (parameter.isNamed()) {
        named.append(named.isEmpty() ? "" : ", ");
        named.append(parameter.name).append('=').append(parameter.type.shown(parameter.name));
      }
    }
    if (bare) {
      usage.append(action);
    }
    for (Parameter<?> parameter : parameters) {
      if (parameter.form != Form.BRACES) {
        usage.append(usage.isEmpty() ? "" : ", ").append(action);
        usage.append('(').append(parameter.name).append(')');
      }
    }
    if (!named.isEmpty()) {
      usage.append(usage.isEmpty() ? "" : ", ").append(action);
      usage.append('{').append(named).append('}');
    }
    return usage.toString();
  }

  boolean isNamed() {
    return form != Form.PARENTHESES;
  }

  boolean isForParentheses() {
    return form != Form.BRACES;
  }

  boolean isRequired() {
    return presence == Presence.REQUIRED;
  }

  boolean isOptional() {
    return presence == Presence.OPTIONAL;
  }

  @Nullable T otherwise() {
    return otherwise;
  }

  /** Returns what a value must be, such as "a whole number from 1 to 10". */
  String expected() {
    return type.expected();
  }

  /**
   * Returns the value of a text.
   *
   * @throws ArgumentException if it is none
   */
  T parse(String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String subject = isNamed() ? name + " must be " : "takes ";
      throw new ArgumentException(subject + type.expected() + type.detail(e), text, e);
    }
  }

  private static boolean isName(String name) {
    boolean valid = !name.isEmpty() && name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return valid;
  }
}
