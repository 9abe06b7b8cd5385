package io.cnifp.engine.process;

import io.cnifp.engine.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a process that the launcher has become, and in it the one that the runtime
 * gave. {@code Main} creates one for the process. Immutable.
 */
public final class LauncherEnvironment {
  /**
   * The launcher's mark in place of the first byte of a name: what would change the JVM passes it
   * under such a name.
   */
  private static final String HIDDEN = "~";

  /** The launcher sets one that is for the JVM alone. */
  private static final String LOCALE = "LC_ALL";

  /** What the JVM changes in its process. */
  private static final String STATE = "CNI_FP_PROCESS";

  private final Map<String, String> given;
  private final Optional<String> state;

  private LauncherEnvironment(Map<String, String> given, Optional<String> state) {
    this.given = given;
    this.state = state;
  }

  /** Reads the environment of this process. */
  public static LauncherEnvironment of(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    String state = environment.get(STATE);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      boolean launchers = isHidden(name) || name.equals(STATE) || name.equals(LOCALE);
      if (state == null || !launchers) {
        given.put(name, variable.getValue());
      }
    }
    return new LauncherEnvironment(Map.copyOf(given), Optional.ofNullable(state));
  }

  /**
   * Sets the environment of a process to start. Only what differs is changed: the JDK passes
   * untouched variables on byte for byte, also those that are invalid in the locale's encoding. The
   * launcher gives hidden ones their names back.
   */
  public static void set(ProcessBuilder builder, Map<String, String> wanted) {
    Map<String, String> inherited = builder.environment();
    // Names that are invalid in the encoding are found in this copy only.
    Map<String, String> before = new HashMap<>(inherited);
    for (Iterator<String> names = inherited.keySet().iterator(); names.hasNext(); ) {
      String name = names.next();
      if (!wanted.containsKey(name) && !isHidden(name)) {
        names.remove();
      }
    }
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      if (!variable.getValue().equals(before.get(variable.getKey()))) {
        inherited.put(variable.getKey(), variable.getValue());
      }
    }
  }

  /**
   * Returns the environment of a process to start, a NUL after each variable: as {@link #set}, for
   * one that the JDK does not start.
   *
   * <p>Names that are invalid in the encoding may be equal in it: each of them is passed on.
   *
   * @param inherited that of this process, as it has got it
   * @param encoding that of variables
   */
  static byte[] block(byte[] inherited, Map<String, String> wanted, Charset encoding) {
    Map<String, String> missing = new HashMap<>(wanted);
    ByteArrayOutputStream block = new ByteArrayOutputStream(inherited.length + 64);
    int from = 0;
    for (int i = 0; i < inherited.length; i++) {
      if (inherited[i] == 0) {
        String variable = new String(inherited, from, i - from, encoding);
        int equals = variable.indexOf('=', 1);
        String name = equals < 0 ? variable : variable.substring(0, equals);
        boolean unchanged = equals >= 0 && variable.substring(equals + 1).equals(wanted.get(name));
        if (unchanged || isHidden(name)) {
          block.write(inherited, from, i + 1 - from);
          missing.remove(name);
        }
        from = i + 1;
      }
    }
    for (Map.Entry<String, String> variable : missing.entrySet()) {
      require(variable.getKey(), variable.getValue());
      block.writeBytes((variable.getKey() + "=" + variable.getValue() + "\0").getBytes(encoding));
    }
    return block.toByteArray();
  }

  /** Requires what the JDK requires of a variable: another would become two. */
  private static void require(String name, String value) {
    if (name.indexOf('=', 1) >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a variable's name or value is invalid: " + name);
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith(HIDDEN);
  }

  /**
   * Returns the environment that the runtime gave, without the variables that are hidden from the
   * JVM: those of the dynamic loader, of other Java programs, and {@code LC_ALL}. A delegate gets
   * them.
   */
  public Map<String, String> given() {
    return given;
  }

  /**
   * Returns how executables are started as the runtime would start them; empty if no launcher has
   * started this process.
   *
   * @param home the directory of the installation
   * @param posix the functions of the operating system, if this process has them
   */
  public Optional<LauncherExec> exec(Optional<Path> home, Optional<Posix> posix) {
    return home.isPresent() && state.isPresent()
        ? Optional.of(new LauncherExec(home.get().resolve("bin/launcher"), state.get(), posix))
        : Optional.empty();
  }
}
