package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.protocol.AddResult;
import io.cnifp.engine.protocol.Requests;
import io.cnifp.engine.provider.Plugins;
import io.cnifp.engine.provider.Providers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a call on to its delegate, as SPEC.md, section 4, demands of a plugin that delegates.
 *
 * <p>An ADD that failed is followed by a DEL of the delegate, so that it can take back what it had
 * begun; how that ends is only logged.
 */
final class DelegateCall {
  private final Installation installation;
  private final Delegates delegates;

  DelegateCall(
      Installation installation,
      Providers<DelegateProvider> providers,
      Plugins plugins,
      Termination termination) {
    this.installation = installation;
    this.delegates = new Delegates(installation, providers, plugins, termination);
  }

  /** Carries a call out; every failure but an interruption is a response. */
  CniResponse invoke(CniRequest received) throws InterruptedException {
    try {
      DelegateChoice choice = DelegateChoice.of(received, installation.delegateOfName());
      Delegate delegate = delegates.make(choice.type(), received);
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
      if (response == null) {
        throw Delegates.failed(choice.type(), "returned null instead of a response");
      }
      if (response instanceof CniResponse.Failure) {
        return response;
      }
      if (!(response instanceof CniResponse.Success success)) {
        throw Delegates.failed(
            choice.type(), "answered " + response + " instead of a success or a failure");
      }
      return request.command() == CniCommand.ADD
          ? AddResult.check(success, request.cniVersion())
          : CniResponse.success("");
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // A delegate may be anybody's code, in a language without checked exceptions too.
      return new CniResponse.Failure(Delegates.failed(choice.type(), "failed: " + e).error());
    }
  }

  private void undo(Delegate delegate, DelegateChoice choice) throws InterruptedException {
    CniRequest del = Requests.withCommand(choice.request(), CniCommand.DEL);
    try {
      if (delegate.invoke(del) instanceof CniResponse.Failure failure) {
        logFailedUndo(choice.type(), failure.error().message());
      }
    } catch (CniException e) {
      // It couldn't be run at all, which is what its ADD has failed with.
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      logFailedUndo(choice.type(), e.toString());
    }
  }

  private static void logFailedUndo(String type, String why) {
    log().warn("DEL of the delegate {} after its failed ADD has failed too: {}", type, why);
  }

  /** A logger costs some 6 ms, so it is made when there is something to log. */
  private static Logger log() {
    return LoggerFactory.getLogger(DelegateCall.class);
  }
}
