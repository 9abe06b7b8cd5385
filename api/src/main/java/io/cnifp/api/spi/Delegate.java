package io.cnifp.api.spi;

import static io.cnifp.api.Stability.Level.STABLE;

import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.Stability;

/**
 * What a call is handed on to: usually another CNI plugin.
 *
 * <p>Made by {@link DelegateProvider#create} for one call and used on one thread. It may be invoked
 * twice: if ADD fails, the engine invokes DEL as SPEC.md, section 4, wants. The command is in the
 * request, so a command that CNI gets later breaks no delegate.
 *
 * <pre>{@code
 * Delegate silent = request ->
 *     request.command() == CniCommand.ADD
 *         ? CniResponse.success("{\"cniVersion\":\"" + request.cniVersion() + "\"}")
 *         : CniResponse.success("");
 * }</pre>
 *
 * @since 0.1
 */
@Stability(STABLE)
@FunctionalInterface
public interface Delegate {

  /**
   * Carries the request out.
   *
   * @param request the call; its command is never VERSION
   * @return {@link CniResponse.Success} with the result as JSON on ADD and with nothing on other
   *     commands, or {@link CniResponse.Failure}. The engine refuses an ADD result that isn't a
   *     JSON object, and adds {@code cniVersion} if it lacks one
   * @throws InterruptedException if the call is to be given up
   * @throws io.cnifp.api.CniException to fail with that error. Any other exception fails the call
   *     with code 999 and a message that names the delegate
   */
  CniResponse invoke(CniRequest request) throws InterruptedException;
}
