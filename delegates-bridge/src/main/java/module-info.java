import io.cnifp.api.spi.DelegateProvider;

/**
 * The built-in delegates.
 *
 * @provides DelegateProvider {@code bridge}, {@code ptp} and {@code macvlan} run the CNI plugin of
 *     that name, and so does {@code executable} for every name without a provider; {@code none} and
 *     {@code fixed} run nothing
 */
@SuppressWarnings("requires-automatic")
module io.cnifp.delegates {
  requires io.cnifp.api;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides DelegateProvider with
      io.cnifp.delegates.BridgeDelegateProvider,
      io.cnifp.delegates.PtpDelegateProvider,
      io.cnifp.delegates.MacvlanDelegateProvider,
      io.cnifp.delegates.NoneDelegateProvider,
      io.cnifp.delegates.FixedDelegateProvider,
      io.cnifp.delegates.ExecutableDelegateProvider;
}
