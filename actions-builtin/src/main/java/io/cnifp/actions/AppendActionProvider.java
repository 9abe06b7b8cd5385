package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Arrays;

/**
 * {@code append(text)}: lets the call continue and prints a text after the reply. A reply that is
 * an error stays as it is.
 */
@ProviderInfo(
    name = "append",
    description = "continues and prints a text after the reply",
    usage = "append(text), append{text='...'}")
@AutoService(FailpointActionProvider.class)
public final class AppendActionProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    byte[] suffix = RequiredText.bytes(arguments);
    return invocation -> {
      CniResponse reply = invocation.proceed();
      if (!(reply instanceof CniResponse.Success success)) {
        return reply;
      }
      byte[] output = success.output();
      byte[] longer = Arrays.copyOf(output, output.length + suffix.length);
      System.arraycopy(suffix, 0, longer, output.length, suffix.length);
      return new CniResponse.Success(longer);
    };
  }
}
