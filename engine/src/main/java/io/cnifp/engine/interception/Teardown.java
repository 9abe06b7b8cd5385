package io.cnifp.engine.interception;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.interception.FailpointCall.Delegation;
import java.util.Optional;

/**
 * Has a DEL reach its delegate whatever an annotation's failpoints reply: a success that no
 * delegate's DEL preceded would leave interfaces and addresses that are never released. Created for
 * one call, used on one thread.
 */
final class Teardown {
  private final Delegation delegation;
  private final boolean required;
  private boolean begun;

  /**
   * Creates a teardown.
   *
   * @param delegation the delegate of the call
   * @param required whether the call is a DEL whose failpoint file was named by an annotation
   */
  Teardown(Delegation delegation, boolean required) {
    this.delegation = delegation;
    this.required = required;
  }

  /** Has the delegate handle the call, within a limit if there is one. */
  CniResponse delegate(CniRequest request, CallSite site, Optional<DelegateLimit> limit)
      throws InterruptedException {
    begun = true;
    return delegation.delegate(request, site, limit);
  }

  /**
   * Returns whether the delegate is still owed the call.
   *
   * @param response the response of the failpoints
   * @param cut whether a limit on waits has changed their course
   */
  boolean isOwed(CniResponse response, boolean cut) {
    return required && !begun && (cut || isSuccess(response));
  }

  /** Returns whether the delegate's response stands, since the failpoints after it were cut. */
  boolean keeps(boolean cut) {
    return required && cut;
  }

  private static boolean isSuccess(CniResponse response) {
    return response instanceof CniResponse.Success
        || (response instanceof CniResponse.Exit exit && exit.status() == 0);
  }
}
