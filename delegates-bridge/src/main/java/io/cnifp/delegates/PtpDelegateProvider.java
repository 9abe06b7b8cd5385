package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;

/** {@code ptp}: runs the CNI plugin of that name. */
@ProviderInfo(
    name = "ptp",
    description = "runs the CNI plugin ptp",
    traits = ProviderInfo.Trait.RUNS_CNI_PLUGIN)
@AutoService(DelegateProvider.class)
public final class PtpDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return new CniPluginDelegate(context);
  }
}
