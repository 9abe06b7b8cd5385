package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Arrays;

/**
 * {@code prepend(text)}: lets the call continue and prints a text before the reply. A reply that is
 * an error stays as it is.
 */
@ProviderInfo(
    name = "prepend",
    description = "continues and prints a text before the reply",
    usage = "prepend(text), prepend{text='...'}")
@AutoService(FailpointActionProvider.class)
public final class PrependActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    byte[] prefix = RequiredText.bytes(arguments);
    return invocation -> {
      CniResponse reply = invocation.proceed();
      if (!(reply instanceof CniResponse.Success success)) {
        return reply;
      }
      byte[] output = success.output();
      byte[] longer = Arrays.copyOf(prefix, prefix.length + output.length);
      System.arraycopy(output, 0, longer, prefix.length, output.length);
      return new CniResponse.Success(longer);
    };
  }
}
