package io.cnifp.engine;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.process.AnnouncedWaits;
import io.cnifp.engine.process.LocalCallSite;
import io.cnifp.engine.process.NoTermination;
import io.cnifp.engine.statedir.StateDirectory;
import io.cnifp.engine.statedir.WaitingCalls;
import io.cnifp.engine.statedir.WaitingSlots;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Engines for tests: everything is real but signals, chance, and the delegates given. */
public final class Engines {
  private Engines() {}

  /** An engine without extensions. */
  public static Engine of(
      Path state, OutputStream stderr, Map<String, DelegateProvider> delegates) {
    return of(state, site(state, stderr), delegates);
  }

  /** An engine that does its acts through a call site. */
  public static Engine of(Path state, CallSite site, Map<String, DelegateProvider> delegates) {
    return of(state, site, delegates, InstantSource.system());
  }

  /** An engine with a clock of its own. */
  public static Engine of(
      Path state, CallSite site, Map<String, DelegateProvider> delegates, InstantSource clock) {
    Extensions none = new Extensions(Optional.empty());
    ProviderRegistry<DelegateProvider> registry = ProviderRegistry.delegates(none);
    delegates.forEach(registry::with);
    return new Engine(
        new Installation("cni-bridge-fp", Optional.empty(), Optional.empty()),
        stateDirectory(state),
        ProviderRegistry.actions(none),
        registry,
        site,
        () -> 50,
        clock);
  }

  /** A call site of this process. */
  public static CallSite site(Path state, OutputStream stderr) {
    return new LocalCallSite(
        new NoTermination(),
        new AnnouncedWaits(
            new NoTermination(),
            new WaitingCalls(stateDirectory(state)),
            new WaitingSlots(stateDirectory(state))),
        OutputStream.nullOutputStream(),
        stderr,
        () -> 4711,
        InstantSource.system(),
        Optional.empty());
  }

  private static StateDirectory stateDirectory(Path state) {
    return new StateDirectory(Map.of("CNI_FP_STATE_DIR", state.toString()));
  }
}
