package io.cnifp.engine.delegate;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateAbortedException;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.process.Termination;
import io.cnifp.engine.protocol.AddResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delegates a call as SPEC.md, section 4, requires.
 *
 * <p>After an ADD that failed the delegate gets DEL, so that it can undo what it has begun; the
 * outcome is only logged.
 */
public final class DelegateInvocation {
  private final Installation installation;
  private final ProviderRegistry<DelegateProvider> registry;
  private final Termination termination;

  /**
   * Creates an invocation of any delegate.
   *
   * @param installation the executable that was called
   * @param registry the delegates with a provider
   * @param termination signals that end the process
   */
  public DelegateInvocation(
      Installation installation,
      ProviderRegistry<DelegateProvider> registry,
      Termination termination) {
    this.installation = installation;
    this.registry = registry;
    this.termination = termination;
  }

  /**
   * Delegates a call; every failure but an interruption is a response.
   *
   * @param received the call
   * @param further directories of extensions after the installation's own
   * @param site does the acts
   * @param limit how long the delegate may run; if it ends it, the response is its signal
   */
  public CniResponse invoke(
      CniRequest received,
      Supplier<List<Path>> further,
      CallSite site,
      Optional<DelegateLimit> limit)
      throws InterruptedException {
    try {
      DelegateChoice choice = DelegateChoice.of(received, installation.delegateOfName());
      Context context = new Context(choice.type(), site);
      DelegateFactory.Created created =
          new DelegateFactory(registry, further).create(choice.type(), context);
      Delegate delegate = created.delegate();
      CniResponse response;
      if (limit.isPresent() && created.runsHere()) {
        response = LimitedDelegate.invoke(() -> invoke(delegate, choice), limit.get());
      } else {
        context.limit = limit;
        response = invoke(delegate, choice);
        context.limit = Optional.empty();
      }
      CniCommand command = received.command();
      if (command == CniCommand.ADD && response instanceof CniResponse.Failure) {
        undo(delegate, choice);
      } else if (command == CniCommand.ADD || command == CniCommand.DEL) {
        return OwnNetns.isNamedBy(received) ? OwnNetns.failure() : response;
      }
      return response;
    } catch (CniException e) {
      return new CniResponse.Failure(e.error());
    } catch (DelegateAbortedException e) {
      return new CniResponse.Signal(e.limit().signal());
    }
  }

  /** Returns the name of what a call is delegated to; empty if the configuration is wrong there. */
  public Optional<String> nameOf(CniRequest received) {
    try {
      return Optional.of(DelegateChoice.of(received, installation.delegateOfName()).type());
    } catch (CniException e) {
      return Optional.empty();
    }
  }

  private static CniResponse invoke(Delegate delegate, DelegateChoice choice)
      throws InterruptedException {
    CniRequest request = choice.request();
    CniResponse response;
    try {
      response = delegate.invoke(request);
    } catch (CniException | DelegateAbortedException | InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // A delegate may be anyone's code, in a language without checked exceptions too.
      return failure(choice, "failed: " + e);
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
    return request.command() == CniCommand.ADD
        ? AddResult.check(success, request.cniVersion())
        : CniResponse.success("");
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
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      logFailedUndo(choice.type(), e.toString());
    }
  }

  private static void logFailedUndo(String type, String why) {
    log().warn("DEL of the delegate {} after its failed ADD has failed too: {}", type, why);
  }

  /** Creates a logger, which costs some 6 ms, when there is something to log. */
  private static Logger log() {
    return LoggerFactory.getLogger(DelegateInvocation.class);
  }

  private final class Context implements DelegateContext {
    private final String type;
    private final CallSite site;
    private Optional<DelegateLimit> limit = Optional.empty();

    Context(String type, CallSite site) {
      this.type = type;
      this.site = site;
    }

    @Override
    public String type() {
      return type;
    }

    @Override
    public Optional<Path> self() {
      return installation.self();
    }

    @Override
    public Execution run(Path executable, Map<String, String> environment, byte[] input)
        throws InterruptedException {
      DelegationDepth depth = DelegationDepth.of(environment);
      depth.requireRoom(type);
      return site.run(executable, depth.within(environment), input, limit);
    }

    @Override
    public void print(String line) {
      site.print(line);
    }

    @Override
    public Registration onTermination(Runnable action) {
      return termination.register(action);
    }
  }
}
