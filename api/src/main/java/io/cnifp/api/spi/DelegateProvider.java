package io.cnifp.api.spi;

import static io.cnifp.api.Stability.Level.STABLE;

import io.cnifp.api.Stability;
import java.util.Optional;

/**
 * Makes the delegates of one name: what really makes the network when no failpoint fires.
 *
 * <p>Found through {@link java.util.ServiceLoader} like {@link FailpointActionProvider}, with the
 * same rules for the class and its threads. It is looked for when a configuration's {@code
 * delegate} key, or the executable's name, says a name that isn't built in. A name without a
 * provider runs the CNI executable of that name.
 *
 * <pre>{@code
 * @AutoService(DelegateProvider.class)
 * public final class Nowhere implements DelegateProvider {
 *   public String name() {
 *     return "acme.nowhere";
 *   }
 *
 *   public Delegate create(DelegateContext context) {
 *     return request -> CniResponse.success("{\"cniVersion\":\"" + request.cniVersion() + "\"}");
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stability(STABLE)
public interface DelegateProvider {

  /**
   * {@return the name of the delegates, as it stands in a configuration: letters, digits, {@code _
   * . -}, beginning with a letter or a digit} Always the same for one instance.
   */
  String name();

  /** {@return one line that says what the delegate does, for listings; empty if there is none} */
  default Optional<String> description() {
    return Optional.empty();
  }

  /**
   * Makes the delegate of one call.
   *
   * @param context what the engine lends the delegate
   * @return the delegate, used for this call alone
   * @throws io.cnifp.api.CniException to fail the call with that error. Any other exception, and
   *     {@code null}, fail it with code 999 and a message that names the delegate
   */
  Delegate create(DelegateContext context);
}
