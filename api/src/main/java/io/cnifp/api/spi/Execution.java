package io.cnifp.api.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * How an executable ended and what it wrote. {@link DelegateContext#run} creates one.
 *
 * @since 0.1
 */
public final class Execution {
  private final int status;
  private final byte[] output;
  private final String diagnostics;

  /**
   * Creates an execution.
   *
   * @param status the exit status; 128 + n if signal n ended it
   * @param output its standard output; copied
   * @param diagnostics the first 64 KiB of its standard error
   */
  public Execution(int status, byte[] output, String diagnostics) {
    this.status = status;
    this.output = output.clone();
    this.diagnostics = Objects.requireNonNull(diagnostics, "diagnostics");
  }

  /** {@return the exit status; 128 + n if signal n ended it} */
  public int status() {
    return status;
  }

  /** {@return its standard output; a new array at each call} */
  public byte[] output() {
    return output.clone();
  }

  /** {@return its standard output, decoded as UTF-8} */
  public String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** {@return the first 64 KiB of its standard error} */
  public String diagnostics() {
    return diagnostics;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Execution execution
        && status == execution.status
        && Arrays.equals(output, execution.output)
        && diagnostics.equals(execution.diagnostics);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(output) + status;
  }

  @Override
  public String toString() {
    return "Execution[" + status + ", " + text() + ", " + diagnostics + "]";
  }
}
