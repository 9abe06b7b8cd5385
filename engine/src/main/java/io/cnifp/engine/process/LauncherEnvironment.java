package io.cnifp.engine.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a process that the launcher has become, and in it the one that the runtime
 * gave. {@code Main} creates one for the process. Immutable.
 */
public final class LauncherEnvironment {
  /** The launcher's prefix of variables that would change the JVM. */
  private static final String KEPT = "CNI_FP_ENV_";

  /** Names a variable that the launcher has set and that was not set before. */
  private static final String UNSET = "CNI_FP_UNSET";

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
    Map<String, String> given = new HashMap<>(environment);
    String state = given.remove(STATE);
    String unset = given.remove(UNSET);
    if (unset != null) {
      given.remove(unset);
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(KEPT)) {
        given.remove(variable.getKey());
        given.put(variable.getKey().substring(KEPT.length()), variable.getValue());
      }
    }
    return new LauncherEnvironment(Map.copyOf(given), Optional.ofNullable(state));
  }

  /** Returns the environment that the runtime gave. */
  public Map<String, String> given() {
    return given;
  }

  /**
   * Returns how executables are started as the runtime would start them; empty if no launcher has
   * started this process.
   *
   * @param home the directory of the installation
   */
  public Optional<LauncherExec> exec(Optional<Path> home) {
    return home.isPresent() && state.isPresent()
        ? Optional.of(new LauncherExec(home.get().resolve("bin/launcher"), state.get()))
        : Optional.empty();
  }
}
