package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code append(text)}: goes on; the text is printed behind the reply. A reply that is an error
 * stays as it is.
 */
@AutoService(FailpointActionProvider.class)
public final class AppendAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "append";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("goes on; a text is printed behind the reply");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("append(text), append{text='...'}");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    byte[] suffix =
        arguments
            .text("text")
            .orElseThrow(() -> new IllegalArgumentException("needs a text"))
            .getBytes(StandardCharsets.UTF_8);
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
