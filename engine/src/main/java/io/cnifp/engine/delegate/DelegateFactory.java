package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderException;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.foreign.FailureText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Creates the delegate of a name: a built-in one, else an extension's, else the CNI plugin of that
 * name.
 */
final class DelegateFactory {
  /** The built-in delegate of every name without a provider. */
  private static final String CNI_PLUGIN = "executable";

  private final ProviderRegistry<DelegateProvider> registry;
  private final Supplier<List<Path>> further;
  private String unreadable = "";

  DelegateFactory(ProviderRegistry<DelegateProvider> registry, Supplier<List<Path>> further) {
    this.registry = registry;
    this.further = further;
  }

  /**
   * A delegate of a call.
   *
   * @param delegate the delegate
   * @param runsHere whether its work is done by code in this process, which is not ours, and not by
   *     one executable
   */
  record Created(Delegate delegate, boolean runsHere) {}

  /**
   * Creates the delegate of a call.
   *
   * @throws CniException with code 7 if there is none or more than one, with code 999 if its
   *     provider fails
   */
  Created create(String type, DelegateContext context) {
    Optional<DelegateProvider> provider;
    try {
      provider = registry.find(type, this::directories);
    } catch (ProviderException e) {
      throw unknown("the delegate " + type + " " + e.getMessage());
    }
    if (provider.isPresent()) {
      return new Created(
          created(provider.get(), type, context), !registry.isBuiltIn(provider.get()));
    }
    DelegateProvider plugin =
        registry
            .find(CNI_PLUGIN, List::of)
            .orElseThrow(() -> unknown("there is no delegate " + type));
    Delegate delegate = created(plugin, type, context);
    return new Created(
        type.indexOf('.') < 0 ? delegate : request -> invoke(delegate, request), false);
  }

  /** Returns the error of a delegate that fails in another way than by a reply. */
  static CniException failed(String type, String how) {
    return new CniException(CniError.INTERNAL, "the delegate " + type + " " + how);
  }

  private static Delegate created(DelegateProvider provider, String type, DelegateContext context) {
    Delegate delegate;
    try {
      delegate = provider.create(context);
    } catch (CniException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      throw failed(type, "failed while it was created: " + FailureText.of(e));
    }
    if (delegate == null) {
      throw failed(type, "cannot be created: its provider returned null");
    }
    return delegate;
  }

  /**
   * Invokes the CNI plugin of a name that may be meant for an extension. If it cannot be run, the
   * error's details name what is wrong with extensions.
   */
  private CniResponse invoke(Delegate plugin, CniRequest request) throws InterruptedException {
    try {
      return plugin.invoke(request);
    } catch (CniException e) {
      String problems = ActionBinder.text(registry.problems(directories())) + unreadable;
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

  /** Returns the further directories; none if the policy that names them cannot be read. */
  private List<Path> directories() {
    try {
      return further.get();
    } catch (CniException e) {
      // The delegate is perhaps elsewhere, and a call needs no policy to be delegated.
      unreadable = "; " + e.error().message();
      return List.of();
    }
  }

  private static CniException unknown(String message) {
    return new CniException(CniError.INVALID_NETWORK_CONFIG, message);
  }
}
