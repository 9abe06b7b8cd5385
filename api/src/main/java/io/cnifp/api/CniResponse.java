package io.cnifp.api;

import static io.cnifp.api.Stability.Level.STABLE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * How a call ends, as the runtime will see it.
 *
 * <p>Made by delegates and actions, carried out by the engine's last stage: until then even a crash
 * or a signal is only a value, which an outer action may look at or replace.
 *
 * @since 0.1
 */
@Stability(STABLE)
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
   * {@return a failure: the error as JSON on standard output, exit status 1}
   *
   * @param code the error's code, see {@link CniError}
   * @param message what the runtime is told
   */
  static Failure failure(long code, String message) {
    return new Failure(new CniError(code, message));
  }

  /**
   * Exit status 0 with these bytes on standard output: a result on ADD, nothing on most other
   * commands, or whatever an action made of it.
   */
  final class Success implements CniResponse {
    private final byte[] output;

    /**
     * Creates a success.
     *
     * @param output what stands on standard output; copied; may be nothing
     */
    public Success(byte[] output) {
      this.output = output.clone();
    }

    /** {@return what stands on standard output; a new array at each call} */
    public byte[] output() {
      return output.clone();
    }

    /** {@return what stands on standard output, read as UTF-8} */
    public String text() {
      return new String(output, StandardCharsets.UTF_8);
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
   * @param error what the runtime is told
   */
  record Failure(CniError error) implements CniResponse {
    /** Creates a failure. */
    public Failure {
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * An exit status with nothing on standard output, as a crashing plugin leaves.
   *
   * @param status the exit status, 0 to 255
   * @param diagnostics text for standard error; may be empty
   */
  record Exit(int status, String diagnostics) implements CniResponse {
    /**
     * Creates an exit.
     *
     * @throws IllegalArgumentException if {@code status} is not from 0 to 255
     */
    public Exit {
      Objects.requireNonNull(diagnostics, "diagnostics");
      if (status < 0 || status > 255) {
        throw new IllegalArgumentException("the exit status " + status + " is not from 0 to 255");
      }
    }
  }

  /**
   * Death by a signal: the runtime sees the signal, not an exit status.
   *
   * @param name one of {@link #NAMES}
   */
  record Signal(String name) implements CniResponse {
    /** The signals that there are, by their names without {@code SIG}. */
    public static final Set<String> NAMES =
        Set.of("HUP", "INT", "QUIT", "ABRT", "KILL", "SEGV", "TERM");

    /**
     * Creates a death.
     *
     * @throws IllegalArgumentException if {@code name} is not in {@link #NAMES}
     */
    public Signal {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("there is no signal " + name + " to die by");
      }
    }
  }

  /** Never an answer: the process stays, ignores SIGTERM, and only SIGKILL ends it. */
  record Hang() implements CniResponse {}
}
