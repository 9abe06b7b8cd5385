package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The launcher's mode {@code --exec}: restores what the JVM has changed in its process, limits and
 * signals for example, and becomes an executable. The launcher's README has the contract.
 *
 * @param launcher the launcher's executable
 * @param state what it restores, as it has recorded it
 */
public record LauncherExec(Path launcher, String state) {
  private static final int NOT_EXECUTED = 127;

  /** A UUID of the kernel's random numbers: {@code SecureRandom} would cost a call milliseconds. */
  private static final Path RANDOM = Path.of("/proc/sys/kernel/random/uuid");

  /**
   * Returns a word that the executable can't know, so that it can't write the launcher's answer.
   *
   * @throws IOException if the kernel has none
   */
  public String newToken() throws IOException {
    return Files.readString(RANDOM, US_ASCII).strip();
  }

  /** Returns the command that becomes an executable. */
  public List<String> command(String token, Path executable) {
    return List.of(launcher.toString(), "--exec", state, token, executable.toString());
  }

  /**
   * Requires that the launcher has become the executable.
   *
   * @param status the exit status of the process
   * @param diagnostics all that it wrote to standard error
   * @throws ExecException if the launcher says that it has not
   */
  public static void requireExecuted(String token, int status, String diagnostics)
      throws ExecException {
    if (status != NOT_EXECUTED || !diagnostics.startsWith(token)) {
      return;
    }
    String answer = diagnostics.substring(token.length()).strip();
    int space = answer.indexOf(' ');
    throw space < 0
        ? new ExecException(Integer.parseInt(answer))
        : new ExecException(answer.substring(space + 1));
  }
}
