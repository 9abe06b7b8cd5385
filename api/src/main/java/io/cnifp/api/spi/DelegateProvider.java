package io.cnifp.api.spi;

/**
 * Creates the delegates of one name.
 *
 * <p>Extensions implement it, with the same rules for the class and its threads as for {@link
 * FailpointActionProvider}. The engine looks for it when the configuration's key {@code delegate},
 * or the executable's name, has a name with a dot. A name without a provider runs the CNI plugin of
 * that name.
 *
 * <pre>{@code
 * @ProviderInfo(name = "acme.nowhere", description = "succeeds and creates no interface")
 * @AutoService(DelegateProvider.class)
 * public final class NowhereProvider implements DelegateProvider {
 *   public Delegate create(DelegateContext context) {
 *     return request ->
 *         CniResponse.success(JsonObject.of().with("cniVersion", request.cniVersion()));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface DelegateProvider {

  /**
   * Creates the delegate of one call.
   *
   * @param context what the engine lends the delegate
   * @return the delegate, which only this call uses
   * @throws io.cnifp.api.CniException to fail the call with that error. Any other exception, and
   *     {@code null}, fail it with code 999 and a message that names the delegate
   */
  Delegate create(DelegateContext context);
}
