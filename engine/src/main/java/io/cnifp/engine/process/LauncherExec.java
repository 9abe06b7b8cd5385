package io.cnifp.engine.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cnifp.engine.posix.Posix;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The launcher's mode {@code --exec}: restores what the JVM has changed in its process, limits and
 * signals for example, and becomes an executable. The launcher's README has the contract.
 *
 * @param launcher the launcher's executable
 * @param state what it restores, as it has recorded it
 * @param posix starts it; without that the JDK does
 */
public record LauncherExec(Path launcher, String state, Optional<Posix> posix) {
  private static final int NOT_EXECUTED = 127;

  /** A UUID of the kernel's random numbers: {@code SecureRandom} would cost a call milliseconds. */
  private static final String RANDOM = "/proc/sys/kernel/random/uuid";

  /**
   * Returns a word that the executable can't know, so that it can't write the launcher's answer.
   *
   * @throws IOException if the kernel has none
   */
  public String newToken() throws IOException {
    // Not by a channel, the first of which loads the library of sockets.
    try (InputStream random = new FileInputStream(RANDOM)) {
      return new String(random.readAllBytes(), US_ASCII).strip();
    }
  }

  /**
   * Returns the command that becomes an executable.
   *
   * @throws LauncherException if the launcher is damaged
   */
  public List<String> command(String token, Path executable) throws LauncherException {
    if (!ProgramFile.isProgram(launcher)) {
      throw damaged();
    }
    return List.of(launcher.toString(), "--exec", state, token, executable.toString());
  }

  /**
   * Requires that the launcher has become the executable, which it acknowledges.
   *
   * @param status the exit status of the process
   * @param diagnostics all that it wrote to standard error
   * @return what the executable wrote to standard error
   * @throws ExecException if the launcher says that it has not
   * @throws LauncherException if the launcher says nothing: something else has run in its place
   */
  public String requireExecuted(String token, int status, String diagnostics)
      throws ExecException, LauncherException {
    String acknowledgement = acknowledgement(token);
    boolean acknowledged = diagnostics.startsWith(acknowledgement);
    String rest = acknowledged ? diagnostics.substring(acknowledgement.length()) : diagnostics;
    if (status == NOT_EXECUTED && rest.startsWith(token + " ")) {
      String answer = rest.substring(token.length() + 1).strip();
      int space = answer.indexOf(' ');
      throw space < 0
          ? new ExecException(Integer.parseInt(answer))
          : new ExecException(answer.substring(space + 1));
    }
    if (!acknowledged) {
      throw damaged();
    }
    return rest;
  }

  /** Returns what the launcher writes to standard error just before it becomes the executable. */
  static String acknowledgement(String token) {
    return token + "\n";
  }

  LauncherException damaged() {
    return new LauncherException("the launcher " + launcher + " is damaged: install cni-fp again");
  }
}
