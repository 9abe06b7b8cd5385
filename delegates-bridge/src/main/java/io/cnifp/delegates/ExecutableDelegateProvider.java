package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code executable}: the engine's choice for every name without a provider; runs the CNI plugin
 * that {@link DelegateContext#type} names.
 */
@ProviderInfo(
    name = "executable",
    description = "runs the CNI plugin of any other name",
    traits = ProviderInfo.Trait.RUNS_CNI_PLUGIN)
@AutoService(DelegateProvider.class)
public final class ExecutableDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return new CniPluginDelegate(context);
  }
}
