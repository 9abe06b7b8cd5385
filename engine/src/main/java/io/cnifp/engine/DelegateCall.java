package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.policy.PolicyFile;
import io.cnifp.engine.protocol.AddResult;
import io.cnifp.engine.protocol.Requests;
import io.cnifp.engine.provider.PluginException;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a call on to its delegate, as SPEC.md, section 4, demands of a plugin that delegates.
 *
 * <p>An ADD that failed is followed by a DEL of the delegate, so that it can take back what it had
 * begun; how that ends is only logged.
 */
final class DelegateCall {
  /** The provider that serves every name without one of its own. */
  private static final String EXECUTABLE = "executable";

  private final Installation installation;
  private final Providers<DelegateProvider> providers;
  private final Plugins plugins;
  private final Termination termination;

  DelegateCall(
      Installation installation,
      Providers<DelegateProvider> providers,
      Plugins plugins,
      Termination termination) {
    this.installation = installation;
    this.providers = providers;
    this.plugins = plugins;
    this.termination = termination;
  }

  /** Carries a call out; every failure but an interruption is a response. */
  CniResponse invoke(CniRequest received) throws InterruptedException {
    try {
      DelegateChoice choice = DelegateChoice.of(received, installation.delegateOfName());
      Delegate delegate = delegate(choice.type(), received);
      CniResponse response = invoke(delegate, choice);
      CniCommand command = received.command();
      if (command == CniCommand.ADD && response instanceof CniResponse.Failure) {
        undo(delegate, choice);
      } else if (command == CniCommand.ADD || command == CniCommand.DEL) {
        return NetnsCheck.same(received) ? NetnsCheck.failure() : response;
      }
      return response;
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    }
  }

  private CniResponse invoke(Delegate delegate, DelegateChoice choice) throws InterruptedException {
    CniRequest request = choice.request();
    try {
      CniResponse response = delegate.invoke(request);
      return request.command() == CniCommand.ADD && response instanceof CniResponse.Success success
          ? AddResult.check(success, request.cniVersion())
          : response;
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (RuntimeException | LinkageError e) {
      return CniResponse.failure(
          CniError.INTERNAL, "the delegate " + choice.type() + " failed: " + e);
    }
  }

  private void undo(Delegate delegate, DelegateChoice choice) throws InterruptedException {
    CniRequest del = Requests.withCommand(choice.request(), CniCommand.DEL);
    try {
      CniResponse response = delegate.invoke(del);
      if (!(response instanceof CniResponse.Success)) {
        log().warn("DEL of the delegate {} after its failed ADD: {}", choice.type(), response);
      }
    } catch (RuntimeException | LinkageError e) {
      if (!(e instanceof CniException)) {
        log().warn("DEL of the delegate {} after its failed ADD", choice.type(), e);
      }
    }
  }

  private Delegate delegate(String type, CniRequest request) {
    DelegateProvider provider =
        providers
            .find(type)
            .or(() -> ofPlugin(type, request))
            .or(() -> providers.find(EXECUTABLE))
            .orElseThrow(() -> unknown("there is no delegate " + type));
    return provider.create(new Context(type));
  }

  private Optional<DelegateProvider> ofPlugin(String type, CniRequest request) {
    try {
      return plugins.delegate(type, PolicyFile.read(request.environment()).pluginDirs());
    } catch (PluginException e) {
      throw unknown("the delegate " + type + " " + e.getMessage());
    }
  }

  private static CniException unknown(String message) {
    return new CniException(CniError.INVALID_NETWORK_CONFIG, message);
  }

  /** A logger costs some 6 ms, so it is made when there is something to log. */
  private static Logger log() {
    return LoggerFactory.getLogger(DelegateCall.class);
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
