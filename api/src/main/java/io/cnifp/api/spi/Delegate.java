package io.cnifp.api.spi;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;

/**
 * What a call is delegated to, usually another CNI plugin.
 *
 * <p>{@link DelegateProvider#create} creates one for one call, which uses it on one thread. It may
 * be invoked twice: if ADD fails, the engine invokes DEL, as SPEC.md, section 4, demands. The
 * command is in the request, so that no command added to CNI breaks a delegate.
 *
 * <pre>{@code
 * Delegate silent = request ->
 *     request.command() == CniCommand.ADD
 *         ? CniResponse.success(JsonObject.of().with("cniVersion", request.cniVersion()))
 *         : CniResponse.success("");
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Delegate {

  /**
   * Handles a call.
   *
   * @param request the call; its command is never VERSION
   * @return {@link CniResponse.Success} with the result as JSON on ADD and with nothing on other
   *     commands, or {@link CniResponse.Failure}. The engine refuses an ADD result that is not a
   *     JSON object, and adds {@code cniVersion} if it is missing
   * @throws InterruptedException if the call is interrupted
   * @throws io.cnifp.api.CniException to fail with that error. Any other exception fails the call
   *     with code 999 and a message that names the delegate
   */
  CniResponse invoke(CniRequest request) throws InterruptedException;
}
