package io.cnifp.engine.binding;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.foreign.ForeignCode;
import io.cnifp.engine.foreign.ForeignFailure;

/** An extension's provider of a delegate, and its delegates, run as foreign code. */
final class ForeignDelegates {
  private ForeignDelegates() {}

  /** Returns the provider. */
  static DelegateProvider of(FoundProvider<DelegateProvider> found, ForeignCode code) {
    return context -> create(found, code, context);
  }

  private static Delegate create(
      FoundProvider<DelegateProvider> found, ForeignCode code, DelegateContext context) {
    Delegate delegate;
    try {
      delegate = code.create(() -> found.get().create(context));
    } catch (ForeignFailure e) {
      throw failed(code, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw failed(code, "failed while it was created: " + e.getMessage());
    }
    if (delegate == null) {
      throw failed(code, "cannot be created: its provider returned null");
    }
    Delegate created = delegate;
    return request -> code.respond(context, () -> created.invoke(request));
  }

  private static CniException failed(ForeignCode code, String how) {
    return new CniException(CniError.INTERNAL, code.subject() + " " + how);
  }
}
