package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.util.Optional;

/**
 * {@code fixed}: for trying things without root or a network. Runs nothing; on ADD it answers the
 * configuration's {@code result}, which must be there and an object (else code 7), other commands
 * succeed.
 */
@AutoService(DelegateProvider.class)
public final class FixedDelegate implements DelegateProvider {

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("runs nothing and answers the result in the configuration");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return FixedDelegate::reply;
  }

  private static CniResponse reply(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    Optional<String> result = request.member("result");
    if (result.isPresent() && !result.get().startsWith("{")) {
      return CniResponse.failure(
          CniError.INVALID_NETWORK_CONFIG,
          "the delegate \"fixed\" answers the key result of the configuration, which isn't a JSON"
              + " object");
    }
    if (result.isPresent()) {
      return CniResponse.success(result.get());
    }
    return CniResponse.failure(
        CniError.INVALID_NETWORK_CONFIG,
        "the delegate \"fixed\" answers the key result of the configuration, which has none: write"
            + " {\"delegate\": {\"type\": \"fixed\", \"result\": {...}}}");
  }
}
