package io.cnifp.cli.command;

import io.cnifp.api.CniException;
import io.cnifp.engine.file.FailpointFileEditor;
import io.cnifp.engine.file.FileLocks;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyFile;
import io.cnifp.engine.provider.ActionBinder;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command works with: the environment, the installation, the terminal, and the engine's
 * parts that follow from them. Made once for a process.
 */
public final class Session {
  private static final List<Path> PLUGIN_FOLDERS =
      List.of(Path.of("/opt/cni/bin"), Path.of("/usr/lib/cni"), Path.of("/usr/libexec/cni"));

  private final Map<String, String> environment;
  private final Optional<Path> home;
  private final Terminal terminal;
  private final Plugins plugins;

  /**
   * Creates a session.
   *
   * @param environment the environment of the process
   * @param home the installation, if there is one
   * @param terminal where commands read and write
   */
  public Session(Map<String, String> environment, Optional<Path> home, Terminal terminal) {
    this.environment = environment;
    this.home = home;
    this.terminal = terminal;
    this.plugins = new Plugins(home);
  }

  /** The environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The folder of the installation. */
  public Optional<Path> home() {
    return home;
  }

  /** Where to read and write. */
  public Terminal terminal() {
    return terminal;
  }

  /** The plugins of the installation and of the policy. */
  public Plugins plugins() {
    return plugins;
  }

  /**
   * The node's policy.
   *
   * @throws io.cnifp.api.CniException if it can't be read or isn't one
   */
  public Policy policy() {
    return PolicyFile.read(environment);
  }

  /** The same, or what holds without one; then a line says that it is wrong. */
  Policy policyOrDefault() {
    try {
      return policy();
    } catch (CniException e) {
      terminal.error("cni-fp: warning: every call fails, as " + e.error().message());
      return Policy.DEFAULT;
    }
  }

  /** The folder that calls keep their state in. */
  public StateFolder state() {
    return new StateFolder(environment);
  }

  /** What a failpoint's actions are made by: the built-in ones and those of plugins. */
  public ActionBinder binder() {
    return new ActionBinder(Providers.actions(), plugins, policyOrDefault().pluginDirs());
  }

  /** Changes failpoint files under the lock that calls take. */
  public FailpointFileEditor editor() {
    return new FailpointFileEditor(new FileLocks(state()), policyOrDefault().lockTimeout());
  }

  /** The version of the installation. */
  public String version() {
    try {
      return home.isPresent()
          ? Files.readString(home.get().resolve("VERSION")).strip()
          : "(not installed)";
    } catch (IOException e) {
      return "(of an installation without VERSION)";
    }
  }

  /** Where CNI plugins usually are, as far as it is there, and the installation's own ones. */
  public List<Path> pluginFolders() {
    List<Path> folders = new ArrayList<>();
    for (Path folder : PLUGIN_FOLDERS) {
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    home.ifPresent(path -> folders.add(path.resolve("bin")));
    return folders;
  }

  /** An absolute path from what a user has written. */
  static Path path(String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new CommandException(ExitStatus.MISUSED, "'" + text + "' can't be a path");
    }
  }
}
