package io.cnifp.engine.delegate;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.foreign.FailureText;
import io.cnifp.engine.foreign.ThrownThrough;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.Suspension;
import io.cnifp.engine.protocol.AddResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delegates a call as the reference does: what the delegate replies is handed on.
 *
 * <p>If the configuration asks for it, the delegate gets DEL after an ADD that failed, so that it
 * can undo what it has begun (SPEC.md, section 4); the outcome is only logged.
 */
public final class DelegateInvocation {
  private final Installation installation;
  private final ProviderRegistry<DelegateProvider> registry;

  /**
   * Creates an invocation of any delegate.
   *
   * @param installation the executable that was called
   * @param registry the delegates with a provider
   */
  public DelegateInvocation(
      Installation installation, ProviderRegistry<DelegateProvider> registry) {
    this.installation = installation;
    this.registry = registry;
  }

  /**
   * Delegates a call; every failure but an interruption is a response.
   *
   * @param choice the delegate, and what it receives
   * @param cleanUp whether it gets DEL after a failed ADD
   * @param further directories of extensions after the installation's own
   * @param settings the settings of a delegate in the node's policy
   * @param site does the acts
   * @param limit how long the delegate may run; if it ends it, the response is its signal
   */
  public CniResponse invoke(
      DelegateChoice choice,
      boolean cleanUp,
      Supplier<List<Path>> further,
      Function<String, JsonObject> settings,
      CallSite site,
      Optional<DelegateLimit> limit)
      throws InterruptedException {
    try {
      DelegateFactory factory = new DelegateFactory(registry, further);
      LentContext.Call call =
          new LentContext.Call(
              installation.self(),
              site,
              settings,
              (type, context) -> checked(type, factory.create(type, context).delegate()));
      DelegationDepth depth =
          DelegationDepth.of(choice.request().environment()).within(choice.type());
      DelegateFactory.Created created =
          factory.create(choice.type(), new LentContext(choice.type(), call, depth));
      Delegate delegate = created.delegate();
      CniResponse response;
      try {
        response = invoke(created, choice, call, limit);
      } catch (CniException e) {
        response = new CniResponse.Failure(e.error());
      } catch (InterruptedException e) {
        if (cleanUp && choice.request().command() == CniCommand.ADD) {
          undo(delegate, choice);
        }
        throw e;
      }
      CniCommand command = choice.request().command();
      if (command == CniCommand.ADD && response instanceof CniResponse.Failure) {
        if (cleanUp) {
          undo(delegate, choice);
        }
      } else if (command == CniCommand.ADD || command == CniCommand.DEL) {
        return OwnNetns.isNamedBy(choice.request(), site) ? OwnNetns.failure() : response;
      }
      return response;
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (DelegateAbortedException e) {
      return new CniResponse.Signal(e.limit().signal());
    }
  }

  private static CniResponse invoke(
      DelegateFactory.Created created,
      DelegateChoice choice,
      LentContext.Call call,
      Optional<DelegateLimit> limit)
      throws InterruptedException {
    if (limit.isPresent() && created.runsHere()) {
      return LimitedDelegate.invoke(() -> invoke(created.delegate(), choice), limit.get());
    }
    call.limit(limit);
    CniResponse response = invoke(created.delegate(), choice);
    call.limit(Optional.empty());
    return response;
  }

  /** What one delegate hands on to another is checked as if the runtime had called that one. */
  private static Delegate checked(String type, Delegate delegate) {
    return request -> invoke(delegate, DelegateChoice.ofName(type, request));
  }

  private static CniResponse invoke(Delegate delegate, DelegateChoice choice)
      throws InterruptedException {
    CniRequest request = choice.request();
    CniResponse response;
    try {
      response = delegate.invoke(request);
    } catch (CniException | ThrownThrough | InterruptedException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return failure(choice, "failed: " + FailureText.of(e));
    }
    if (response == null) {
      return failure(choice, "returned null instead of a response");
    }
    if (response instanceof CniResponse.Failure) {
      return response;
    }
    if (!(response instanceof CniResponse.Success success)) {
      return failure(choice, "answered " + response + " instead of a success or a failure");
    }
    return request.command() == CniCommand.ADD ? result(success, choice) : CniResponse.success("");
  }

  private static CniResponse result(CniResponse.Success reply, DelegateChoice choice) {
    String version = choice.request().cniVersion();
    try {
      CniResponse.Success result = AddResult.check(reply, choice.cniVersion());
      return choice.cniVersion().equals(version) ? result : AddResult.convert(result, version);
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    }
  }

  private static CniResponse failure(DelegateChoice choice, String how) {
    return new CniResponse.Failure(DelegateFactory.failed(choice.type(), how).error());
  }

  private static void undo(Delegate delegate, DelegateChoice choice) throws InterruptedException {
    CniRequest del = choice.request().withCommand(CniCommand.DEL);
    try {
      if (delegate.invoke(del) instanceof CniResponse.Failure failure) {
        logFailedUndo(choice.type(), failure.error().message());
      }
    } catch (CniException e) {
      // The delegate cannot be run, which its ADD has failed with.
    } catch (InterruptedException | Suspension e) {
      throw e;
    } catch (Throwable e) {
      logFailedUndo(choice.type(), FailureText.of(e));
    }
  }

  private static void logFailedUndo(String type, String why) {
    log().warn("DEL of the delegate {} after its failed ADD has failed too: {}", type, why);
  }

  /** Creates a logger, which costs some 6 ms, when there is something to log. */
  private static Logger log() {
    return LoggerFactory.getLogger(DelegateInvocation.class);
  }
}
