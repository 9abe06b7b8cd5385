package io.cnifp.api;

import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a call ends, as the runtime will see it.
 *
 * <p>Delegates and actions create responses; the engine applies the last one. Until then even a
 * crash or a signal is a value, which an outer action may inspect or replace. Immutable and safe
 * for use by several threads.
 *
 * @since 0.1
 */
public sealed interface CniResponse {

  /**
   * {@return a success with a text on standard output, as UTF-8}
   *
   * @param output the text: a result as JSON on ADD, else empty
   */
  static Success success(String output) {
    return new Success(output.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return a success with a result on standard output, as it was written if it was parsed}
   *
   * @param result the result
   */
  static Success success(JsonObject result) {
    return new Success(result.source().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return a failure: the error as JSON on standard output, exit status 1}
   *
   * @param code the error's code, see {@link CniError}
   * @param message the error's message
   */
  static Failure failure(long code, String message) {
    return new Failure(new CniError(code, message));
  }

  /**
   * Exit status 0 with these bytes on standard output: a result on ADD, nothing on most other
   * commands, or whatever an action has changed it into.
   */
  final class Success implements CniResponse {
    private final byte[] output;

    /** Null until the output is first parsed. Set more than once, it is set to equal values. */
    private volatile @Nullable JsonValue json;

    /**
     * Creates a success.
     *
     * @param output the bytes for standard output; copied; may be empty
     */
    public Success(byte[] output) {
      this.output = output.clone();
    }

    /** {@return the bytes for standard output; a new array at each call} */
    public byte[] output() {
      return output.clone();
    }

    /** {@return the bytes for standard output, decoded as UTF-8} */
    public String text() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /**
     * {@return the JSON value on standard output, parsed once}
     *
     * @throws JsonException if standard output holds anything else
     */
    public JsonValue json() {
      JsonValue parsed = json;
      if (parsed == null) {
        parsed = JsonValue.parse(output);
        json = parsed;
      }
      return parsed;
    }

    /** {@return the JSON object on standard output; empty if it holds anything else} */
    public Optional<JsonObject> result() {
      try {
        return json() instanceof JsonObject result ? Optional.of(result) : Optional.empty();
      } catch (JsonException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Success success && Arrays.equals(output, success.output);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(output);
    }

    @Override
    public String toString() {
      return "Success[" + text() + "]";
    }
  }

  /**
   * The error as JSON on standard output, exit status 1.
   *
   * @param error the error
   */
  record Failure(CniError error) implements CniResponse {
    /** Creates a failure. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * An exit status with no reply on standard output, or with half of one, as a plugin that crashes
   * leaves.
   *
   * @param status the exit status, 0 to 255
   * @param diagnostics text for standard error; may be empty
   * @param output text for standard output, as UTF-8; may be empty
   */
  record Exit(int status, String diagnostics, String output) implements CniResponse {
    /**
     * Creates an exit.
     *
     * @throws IllegalArgumentException if {@code status} is not from 0 to 255
     */
    public Exit {
      Objects.requireNonNull(diagnostics, "diagnostics");
      Objects.requireNonNull(output, "output");
      if (status < 0 || status > 255) {
        throw new IllegalArgumentException("the exit status " + status + " is not from 0 to 255");
      }
    }

    /**
     * Creates an exit with nothing on standard output.
     *
     * @param status the exit status, 0 to 255
     * @param diagnostics text for standard error; may be empty
     * @throws IllegalArgumentException if {@code status} is not from 0 to 255
     */
    public Exit(int status, String diagnostics) {
      this(status, diagnostics, "");
    }
  }

  /**
   * The process dies by a signal: the runtime sees the signal, not an exit status.
   *
   * @param name one of {@link #NAMES}
   * @param output text for standard output before that, as UTF-8, such as half of a result; may be
   *     empty
   */
  record Signal(String name, String output) implements CniResponse {
    /**
     * The names of the signals, without {@code SIG}: {@code HUP}, {@code INT}, {@code QUIT}, {@code
     * ABRT}, {@code KILL}, {@code SEGV} and {@code TERM}.
     */
    public static final Set<String> NAMES =
        Set.of("HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "TERM");

    /**
     * Creates a death.
     *
     * @throws IllegalArgumentException if {@code name} is not in {@link #NAMES}
     */
    public Signal {
      Objects.requireNonNull(output, "output");
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown signal " + name);
      }
    }

    /**
     * Creates a death with nothing on standard output.
     *
     * @param name one of {@link #NAMES}
     * @throws IllegalArgumentException if {@code name} is not in {@link #NAMES}
     */
    public Signal(String name) {
      this(name, "");
    }
  }

  /** No answer: the process stays, ignores SIGTERM, and ends only on SIGKILL. */
  record Hang() implements CniResponse {}
}
