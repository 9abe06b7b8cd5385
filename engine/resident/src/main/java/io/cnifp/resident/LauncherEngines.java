package io.cnifp.resident;

import io.cnifp.engine.Engine;
import io.cnifp.engine.Installation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The engines of the launchers that have called, by name and path. Safe for use by several threads.
 */
final class LauncherEngines {
  /** An installation has a dozen names. */
  private static final int MAX_KNOWN = 256;

  private final Engine first;
  private final Installation installation;
  private final Map<Launcher, Engine> known = new HashMap<>();

  /**
   * Creates engines that share what one has.
   *
   * @param first the one
   * @param installation that of the one
   */
  LauncherEngines(Engine first, Installation installation) {
    this.first = first;
    this.installation = installation;
  }

  private record Launcher(String name, String self) {}

  /** Returns the engine of the launcher that makes a call. */
  synchronized Engine of(CallRequest request) {
    Launcher launcher = new Launcher(request.name(), request.self());
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(launcher, _ -> first.as(installation(launcher)));
  }

  private Installation installation(Launcher launcher) {
    return new Installation(
        launcher.name(),
        Optional.of(Path.of(launcher.self())),
        installation.home(),
        installation.posix());
  }
}
