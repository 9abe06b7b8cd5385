package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.failpoint.CallAttributes;
import io.cnifp.engine.failpoint.Draw;
import io.cnifp.engine.file.FailpointFile;
import io.cnifp.engine.file.FailpointFile.Evaluated;
import io.cnifp.engine.file.FailpointSource;
import io.cnifp.engine.file.FileLocks;
import io.cnifp.engine.file.PausedCalls;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.path.ShownPath;
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
import java.util.List;
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
    Optional<FailpointSource> source = FailpointSources.of(request);
    if (source.isEmpty()) {
      return goOn(request);
    }
    return new Armed(request, source.get()).respond();
  }

  private CniResponse goOn(CniRequest request) throws InterruptedException {
    return request.command() == CniCommand.VERSION
        ? CniResponse.success(ResponseWriter.versions())
        : delegates.invoke(request);
  }

  /** A call that has a failpoint file. */
  private final class Armed {
    private final CniRequest request;
    private final Policy policy;
    private final FailpointFile file;
    private final Waits waits;
    private final CallAttributes attributes;
    private final ActionBinder binder;

    Armed(CniRequest request, FailpointSource source) {
      this.request = request;
      this.policy = PolicyFile.read(request.environment());
      if (!source.trusted() && !policy.annotations()) {
        throw new CniException(
            CniError.INTERNAL,
            "the node's policy forbids failpoints that an annotation names, such as "
                + ShownPath.of(source.path()));
      }
      this.file = new FailpointFile(source, policy, locks, draw);
      Duration most = source.trusted() ? Policy.UNLIMITED : policy.maxDelay();
      this.waits = new Waits(most, paused, termination, installation.diagnostics());
      this.attributes = CallAttributes.of(request);
      this.binder = new ActionBinder(actions, plugins, policy.pluginDirs());
    }

    CniResponse respond() throws InterruptedException {
      Points points = Points.of(request.command());
      boolean hasAfter = points.after().isPresent() && file.has(points.after().get());
      CniResponse response = at(points.before(), () -> called(points, hasAfter));
      return response instanceof CniResponse.Hang ? hung(response) : response;
    }

    private CniResponse called(Points points, boolean hasAfter) throws InterruptedException {
      long from = System.nanoTime();
      CniResponse response = goOn(request);
      waits.leaveOut(System.nanoTime() - from);
      if (!hasAfter || !(response instanceof CniResponse.Success) || file.isGone()) {
        return response;
      }
      return at(points.after().get(), () -> response);
    }

    private CniResponse at(String point, Interception.Rest rest) throws InterruptedException {
      Optional<Evaluated<List<List<FailpointAction>>>> evaluated =
          file.evaluate(point, attributes, binder::bind);
      List<FailpointAction> actions =
          evaluated
              .filter(e -> e.evaluation().fired() >= 0)
              .map(e -> e.bound().get(e.evaluation().fired()))
              .orElse(List.of());
      return new Interception(request, point, waits, rest).around(actions);
    }

    /** A hang is a wait too, so the policy may end it. */
    private CniResponse hung(CniResponse hang) throws InterruptedException {
      if (waits.most().equals(Policy.UNLIMITED)) {
        return hang;
      }
      waits.sleep(waits.most());
      return CniResponse.failure(
          CniError.INTERNAL,
          "hang was ended after " + waits.most().toMillis() + " ms by the node's policy");
    }
  }
}
