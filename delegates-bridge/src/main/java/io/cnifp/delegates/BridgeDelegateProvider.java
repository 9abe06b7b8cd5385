package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code bridge}: runs the CNI plugin of that name. */
@ProviderInfo(
    name = "bridge",
    description = "runs the CNI plugin bridge",
    traits = ProviderInfo.Trait.RUNS_CNI_PLUGIN)
@AutoService(DelegateProvider.class)
public final class BridgeDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return new CniPluginDelegate(context);
  }
}
