package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.failpoint.Draw;
import io.cnifp.engine.file.FailpointFile;
import io.cnifp.engine.file.FailpointSource;
import io.cnifp.engine.file.FileLocks;
import io.cnifp.engine.file.PausedCalls;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.journal.Firing;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyFile;
import io.cnifp.engine.protocol.CniVersions;
import io.cnifp.engine.protocol.RequestReader;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.provider.ActionBinder;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The engine: takes a call of the plugin from its environment and standard input to a response.
 *
 * <p>May be used any number of times, by several threads at once. It never exits, reads no
 * environment but the one it is given, and writes nothing to standard output.
 */
public final class CniPlugin {
  private final Installation installation;
  private final Termination termination;
  private final Providers<FailpointActionProvider> actions;
  private final Plugins plugins;
  private final DelegateCall delegates;
  private final FileLocks locks;
  private final PausedCalls paused;
  private final Draw draw;

  /**
   * Creates an engine.
   *
   * @param installation where and as what it runs
   * @param termination what is told when the process is to end
   * @param state the folder for locks and paused calls
   * @param actions the actions that are built in
   * @param delegates the delegates that are built in
   * @param draw chance for terms without a seed
   */
  public CniPlugin(
      Installation installation,
      Termination termination,
      StateFolder state,
      Providers<FailpointActionProvider> actions,
      Providers<DelegateProvider> delegates,
      Draw draw) {
    this.installation = installation;
    this.termination = termination;
    this.actions = actions;
    this.plugins = new Plugins(installation.home());
    this.delegates = new DelegateCall(installation, delegates, plugins, termination);
    this.locks = new FileLocks(state);
    this.paused = new PausedCalls(state);
    this.draw = draw;
  }

  /**
   * How a call ended.
   *
   * @param response what the runtime is to see
   * @param cniVersion the version for an error's {@code cniVersion}
   */
  public record Reply(CniResponse response, String cniVersion) {}

  /** Carries a call out. No exception leaves this method but a defect of the JVM itself. */
  public Reply call(Map<String, String> environment, InputStream stdin) {
    String version = CniVersions.LATEST;
    try {
      Optional<CniRequest> request = RequestReader.read(environment, stdin);
      if (request.isEmpty()) {
        String about = ResponseWriter.about(installation.delegateOfName());
        return new Reply(new CniResponse.Exit(0, about), version);
      }
      version = request.get().cniVersion();
      return new Reply(respond(request.get()), version);
    } catch (CniException e) {
      return new Reply(new CniResponse.Failure(e.error()), version);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(CniResponse.failure(CniError.INTERNAL, "the call was given up"), version);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new Reply(
          CniResponse.failure(CniError.INTERNAL, "cni-fp has a defect: " + e), version);
    }
  }

  private CniResponse respond(CniRequest request) throws InterruptedException {
    Optional<FailpointSource> source;
    try {
      source = FailpointSources.of(request);
    } catch (CniException e) {
      throw refused(request, "", e);
    }
    if (source.isEmpty()) {
      return goOn(request);
    }
    Policy policy;
    try {
      policy = PolicyFile.read(request.environment());
    } catch (CniException e) {
      throw refused(request, source.get().path().toString(), e);
    }
    Duration most = source.get().trusted() ? Policy.UNLIMITED : policy.maxDelay();
    return new ArmedCall(
            request,
            source.get(),
            policy,
            new FailpointFile(source.get(), policy, locks, draw),
            new ActionBinder(actions, plugins, policy.pluginDirs()),
            new Waits(most, paused, termination, installation.diagnostics()),
            Journal.of(request.environment(), policy, locks))
        .respond(() -> goOn(request));
  }

  private CniResponse goOn(CniRequest request) throws InterruptedException {
    return request.command() == CniCommand.VERSION
        ? CniResponse.success(ResponseWriter.versions())
        : delegates.invoke(request);
  }

  /** Records a refusal of a call that has no readable policy or no failpoint file yet. */
  private CniException refused(CniRequest request, String file, CniException e) {
    Policy policy = Policy.DEFAULT;
    try {
      policy = PolicyFile.read(request.environment());
    } catch (CniException unreadable) {
      // Then only the variable can name a journal.
    }
    new Firing(Journal.of(request.environment(), policy, locks), request, file, "")
        .refused(e.error());
    return e;
  }
}
