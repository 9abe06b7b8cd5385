package io.cnifp.command.session;

import io.cnifp.api.CniException;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import io.cnifp.command.terminal.Terminal;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extension;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderProblem;
import io.cnifp.engine.failpointfile.FailpointFileEditor;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyReader;
import io.cnifp.engine.process.LauncherExec;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a subcommand works with: the environment, the installation, the terminal, and the parts of
 * the engine that depend on them. {@code Main} creates one for the process. Used on one thread.
 */
public final class Session {
  private static final List<Path> PLUGIN_DIRECTORIES =
      List.of(Path.of("/opt/cni/bin"), Path.of("/usr/lib/cni"), Path.of("/usr/libexec/cni"));

  private final Map<String, String> environment;
  private final Optional<Path> home;
  private final Optional<LauncherExec> launcher;
  private final Terminal terminal;
  private final Extensions extensions;

  /**
   * Creates a session.
   *
   * @param environment the environment that cni-fp's caller gave
   * @param home the installation, if there is one
   * @param launcher starts plugins as cni-fp's caller would, if it is run by a launcher
   * @param terminal where commands read and write
   */
  public Session(
      Map<String, String> environment,
      Optional<Path> home,
      Optional<LauncherExec> launcher,
      Terminal terminal) {
    this(environment, home, launcher, terminal, new Extensions(home));
  }

  /**
   * Creates a session.
   *
   * @param environment the environment that cni-fp's caller gave
   * @param home the installation, if there is one
   * @param launcher starts plugins as cni-fp's caller would, if it is run by a launcher
   * @param terminal where commands read and write
   * @param extensions the extensions of the installation
   */
  public Session(
      Map<String, String> environment,
      Optional<Path> home,
      Optional<LauncherExec> launcher,
      Terminal terminal,
      Extensions extensions) {
    this.environment = environment;
    this.home = home;
    this.launcher = launcher;
    this.terminal = terminal;
    this.extensions = extensions;
  }

  /** Returns the environment that cni-fp's caller gave. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Returns the directory of the installation; empty if there is none. */
  public Optional<Path> home() {
    return home;
  }

  /** Returns what starts plugins as cni-fp's caller would; empty if no launcher runs cni-fp. */
  public Optional<LauncherExec> launcher() {
    return launcher;
  }

  /** Returns where to read and write. */
  public Terminal terminal() {
    return terminal;
  }

  /** Returns the extensions of the installation and of the policy, also those with problems. */
  public List<Extension> extensions() {
    return extensions.all(policyOrDefault().extensionDirs());
  }

  /**
   * Returns the node's policy.
   *
   * @throws io.cnifp.api.CniException if it can't be read or is invalid
   */
  public Policy policy() {
    return PolicyReader.read(environment);
  }

  /** Returns the policy; the default one, after a warning, if it is invalid. */
  public Policy policyOrDefault() {
    try {
      return policy();
    } catch (CniException e) {
      terminal.error("cni-fp: warning: every call fails: " + e.error().message());
      return Policy.DEFAULT;
    }
  }

  /** Returns the time that calls would read. */
  public InstantSource clock() {
    return InstantSource.system();
  }

  /** Returns the directory in which calls keep their state. */
  public StateDirectory state() {
    return new StateDirectory(environment);
  }

  /** Returns what creates the actions of a failpoint, built in or from an extension. */
  public ActionBinder binder() {
    Policy policy = policyOrDefault();
    return new ActionBinder(
        ProviderRegistry.actions(extensions),
        policy::extensionDirs,
        ActionContext.Origin.ADMINISTRATOR,
        policy::settingsOfAction);
  }

  /** Returns all actions, sorted by name: built in, linked and of extensions. */
  public List<FoundProvider<FailpointActionProvider>> actions() {
    return sorted(ProviderRegistry.actions(extensions).all(policyOrDefault().extensionDirs()));
  }

  /** Returns the names of the actions that never let a call continue. */
  public Set<String> endingActions() {
    Set<String> ending = new HashSet<>();
    for (FoundProvider<FailpointActionProvider> action : actions()) {
      if (action.description().traits().contains(ProviderInfo.Trait.ENDS_CALL)) {
        ending.add(action.description().name());
      }
    }
    return ending;
  }

  /** Returns all delegates that have a provider, sorted by name. */
  public List<FoundProvider<DelegateProvider>> delegates() {
    return sorted(ProviderRegistry.delegates(extensions).all(policyOrDefault().extensionDirs()));
  }

  private static <P> List<FoundProvider<P>> sorted(List<FoundProvider<P>> providers) {
    return providers.stream()
        .sorted(Comparator.comparing(provider -> provider.description().name()))
        .toList();
  }

  /** Returns what is wrong with providers that are linked into the image and with extensions. */
  public List<ProviderProblem> providerProblems() {
    List<Path> further = policyOrDefault().extensionDirs();
    List<ProviderProblem> problems = new ArrayList<>();
    problems.addAll(ProviderRegistry.actions(extensions).problems(further));
    problems.addAll(ProviderRegistry.actions(extensions).conflicts(further));
    problems.addAll(ProviderRegistry.delegates(extensions).conflicts(further));
    return problems;
  }

  /** Returns what changes failpoint files under the lock that calls take. */
  public FailpointFileEditor editor() {
    return new FailpointFileEditor(
        FileLocks.ofFailpointFiles(state()), policyOrDefault().lockTimeout());
  }

  /** Returns the version of the installation. */
  public String version() {
    try {
      return home.isPresent()
          ? Files.readString(home.get().resolve("VERSION")).strip()
          : "(not installed)";
    } catch (IOException e) {
      return "(no VERSION in " + home.get() + ")";
    }
  }

  /** Returns the usual directories of CNI plugins that exist, then the installation's own. */
  public List<Path> pluginDirectories() {
    List<Path> directories = new ArrayList<>();
    for (Path directory : PLUGIN_DIRECTORIES) {
      if (Files.isDirectory(directory)) {
        directories.add(directory);
      }
    }
    home.ifPresent(path -> directories.add(path.resolve("bin")));
    return directories;
  }
}
