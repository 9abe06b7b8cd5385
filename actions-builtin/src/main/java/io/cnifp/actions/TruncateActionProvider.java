package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
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
  private static final Parameter<Long> BYTES =
      Parameter.wholeNumber("n", 0, Long.MAX_VALUE).inParentheses();

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    long most = arguments.read(BYTES).get(BYTES);
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
