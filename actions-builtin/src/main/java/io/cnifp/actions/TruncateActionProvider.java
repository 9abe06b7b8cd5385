package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Arrays;

/**
 * {@code truncate(n)}: lets the call continue and prints only the first n bytes of the reply. A
 * reply that is an error stays as it is.
 */
@ProviderInfo(
    name = "truncate",
    description = "continues and prints only the first bytes of the reply",
    usage = "truncate(n)")
@AutoService(FailpointActionProvider.class)
public final class TruncateActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    String bytes = arguments.requireRaw("a number of bytes");
    long most = ActionArguments.wholeNumber(bytes, "the number of bytes", 0, Long.MAX_VALUE);
    return invocation -> {
      CniResponse reply = invocation.proceed();
      if (!(reply instanceof CniResponse.Success success)) {
        return reply;
      }
      byte[] output = success.output();
      return new CniResponse.Success(Arrays.copyOf(output, (int) Math.min(output.length, most)));
    };
  }
}
