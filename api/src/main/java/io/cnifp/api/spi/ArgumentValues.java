package io.cnifp.api.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of an action's parameters in one step. {@link ActionArguments#read} creates one, with
 * a value for each parameter that has one. Immutable.
 *
 * @since 0.2
 */
public final class ArgumentValues {
  private final Map<Parameter<?>, Object> values;

  ArgumentValues(Map<Parameter<?>, Object> values) {
    this.values = values;
  }

  /**
   * {@return the value of a parameter, or what its declaration says for steps without one}
   *
   * @param parameter a parameter that was read
   * @param <T> the type of its values
   * @throws IllegalStateException if it was not read, or is optional and not given
   */
  public <T> T get(Parameter<T> parameter) {
    return find(parameter)
        .orElseThrow(() ->
            new IllegalStateException(
                "the parameter " + parameter.name() + " has no value: was it read?"));
  }

  /**
   * {@return the value of a parameter; empty if it is optional and not given}
   *
   * @param parameter a parameter that was read
   * @param <T> the type of its values
   */
  @SuppressWarnings("unchecked") // read() stores a parameter's own value
  public <T> Optional<T> find(Parameter<T> parameter) {
    @Nullable T value = (T) values.get(parameter);
    return Optional.ofNullable(value);
  }
}
