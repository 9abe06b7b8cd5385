package com.acme.flap;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentValues;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.Parameter;
import io.cnifp.api.spi.ProviderInfo;

/**
 * {@code acme.flap{every=2, msg='...'}}: the call continues; after every n-th success the runtime
 * receives an error. The failpoint file keeps the number of successes.
 */
@ProviderInfo(
    name = "acme.flap",
    description = "succeeds and fails in turn",
    usage = "acme.flap, acme.flap{every=EVERY, msg='...'}",
    level = 2,
    state = true)
@AutoService(FailpointActionProvider.class)
public final class FlapProvider implements FailpointActionProvider {
  static final Parameter<Long> EVERY = Parameter.wholeNumber("every", 2, 1000).orElse(2L);
  static final Parameter<String> MESSAGE = Parameter.text("msg").orElse("flapping");

  @Override
  public FailpointAction create(ActionArguments arguments, ActionContext context) {
    ArgumentValues values = arguments.read(EVERY, MESSAGE);
    long every = values.get(EVERY);
    String message = values.get(MESSAGE);
    return invocation -> {
      CniResponse reply = invocation.proceed();
      if (!(reply instanceof CniResponse.Success)) {
        return reply;
      }
      boolean fails = (invocation.state().add("successes", 1) + 1) % every == 0;
      return fails ? CniResponse.failure(CniError.TRY_AGAIN_LATER, message) : reply;
    };
  }
}
