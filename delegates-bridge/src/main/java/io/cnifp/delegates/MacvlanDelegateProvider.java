package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code macvlan}: runs the CNI plugin of that name. */
@ProviderInfo(
    name = "macvlan",
    description = "runs the CNI plugin macvlan",
    traits = ProviderInfo.Trait.RUNS_CNI_PLUGIN)
@AutoService(DelegateProvider.class)
public final class MacvlanDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return new CniPluginDelegate(context);
  }
}
