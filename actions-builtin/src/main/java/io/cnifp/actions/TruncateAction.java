package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code truncate(n)}: goes on; of the reply only the first n bytes are printed. A reply that is an
 * error stays as it is.
 */
@AutoService(FailpointActionProvider.class)
public final class TruncateAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "truncate";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("goes on; of the reply only the first bytes are printed");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("truncate(n)");
  }

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
