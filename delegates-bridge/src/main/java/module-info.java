import io.cnifp.api.spi.DelegateProvider;

/**
 * The built-in delegates.
 *
 * @provides DelegateProvider {@code bridge}, {@code ptp} and {@code macvlan} run the CNI executable
 *     of that name, and so does {@code executable} for every name without a provider; {@code none}
 *     and {@code fixed} run nothing
 */
@SuppressWarnings("requires-automatic")
module io.cnifp.delegates {
  requires io.cnifp.api;
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides DelegateProvider with
      io.cnifp.delegates.BridgeDelegate,
      io.cnifp.delegates.PtpDelegate,
      io.cnifp.delegates.MacvlanDelegate,
      io.cnifp.delegates.NoneDelegate,
      io.cnifp.delegates.FixedDelegate,
      io.cnifp.delegates.ExecutableDelegate;
}
