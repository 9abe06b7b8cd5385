package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.policy.PolicyFile;
import io.cnifp.engine.provider.PluginException;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the delegate of a name: a built-in one, else a plugin's, else the CNI executable of that
 * name.
 */
final class Delegates {
  /** The provider that serves every name without one of its own. */
  private static final String EXECUTABLE = "executable";

  private final Installation installation;
  private final Providers<DelegateProvider> builtIn;
  private final Plugins plugins;
  private final Termination termination;

  Delegates(
      Installation installation,
      Providers<DelegateProvider> builtIn,
      Plugins plugins,
      Termination termination) {
    this.installation = installation;
    this.builtIn = builtIn;
    this.plugins = plugins;
    this.termination = termination;
  }

  /**
   * Makes the delegate of a call.
   *
   * @throws CniException with code 7 if there is none or more than one, with code 999 if its
   *     provider can't make it
   */
  Delegate make(String type, CniRequest request) {
    List<Path> pluginDirs = List.of();
    try {
      Optional<DelegateProvider> found = builtIn.find(type);
      if (found.isEmpty()) {
        pluginDirs = PolicyFile.read(request.environment()).pluginDirs();
        found = plugins.delegate(type, pluginDirs);
      }
      if (found.isPresent()) {
        return made(found.get(), type);
      }
    } catch (PluginException e) {
      throw unknown("the delegate " + type + " " + e.getMessage());
    }
    DelegateProvider executable =
        builtIn.find(EXECUTABLE).orElseThrow(() -> unknown("there is no delegate " + type));
    return new Named(made(executable, type), pluginDirs);
  }

  /** An error of a delegate that is no answer but the delegate's failing. */
  static CniException failed(String type, String how) {
    return new CniException(CniError.INTERNAL, "the delegate " + type + " " + how);
  }

  private Delegate made(DelegateProvider provider, String type) {
    Delegate delegate;
    try {
      delegate = provider.create(new Context(type));
    } catch (CniException e) {
      throw e;
    } catch (Throwable e) {
      // A provider may be anybody's code, in a language without checked exceptions too.
      throw failed(type, "failed while it was made: " + e);
    }
    if (delegate == null) {
      throw failed(type, "has a provider that made no delegate but null");
    }
    return delegate;
  }

  /**
   * The executable of a name that may be meant for a plugin which couldn't be loaded: if it can't
   * be run, what is wrong with plugins is looked up and told.
   */
  private final class Named implements Delegate {
    private final Delegate executable;
    private final List<Path> pluginDirs;

    Named(Delegate executable, List<Path> pluginDirs) {
      this.executable = executable;
      this.pluginDirs = pluginDirs;
    }

    @Override
    public CniResponse invoke(CniRequest request) throws InterruptedException {
      try {
        return executable.invoke(request);
      } catch (CniException e) {
        String problems = builtIn.problems() + plugins.problems(pluginDirs);
        if (problems.isEmpty()) {
          throw e;
        }
        CniError error = e.error();
        String details =
            error.details().isEmpty()
                ? problems.substring("; ".length())
                : error.details() + problems;
        throw new CniException(new CniError(error.code(), error.message(), details));
      }
    }
  }

  private static CniException unknown(String message) {
    return new CniException(CniError.INVALID_NETWORK_CONFIG, message);
  }

  private final class Context implements DelegateContext {
    private final String type;

    Context(String type) {
      this.type = type;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public OutputStream diagnostics() {
      return installation.diagnostics();
    }

    @Override
    public Optional<Path> self() {
      return installation.self();
    }

    @Override
    public Registration onTermination(Runnable action) {
      return termination.register(action);
    }
  }
}
