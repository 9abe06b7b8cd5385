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
 * {@code none}: for use in a chain. Runs nothing; on ADD it hands on {@code prevResult}, which must
 * be there and an object (else code 7), other commands succeed.
 */
@AutoService(DelegateProvider.class)
public final class NoneDelegate implements DelegateProvider {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("runs nothing and hands on prevResult, for use in a chain");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return NoneDelegate::reply;
  }

  private static CniResponse reply(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    Optional<String> previous = request.prevResult();
    if (previous.isPresent() && !previous.get().startsWith("{")) {
      return CniResponse.failure(
          CniError.INVALID_NETWORK_CONFIG,
          "the delegate \"none\" hands on the key prevResult of the configuration, which isn't a"
              + " JSON object");
    }
    if (previous.isPresent()) {
      return CniResponse.success(previous.get());
    }
    return CniResponse.failure(
        CniError.INVALID_NETWORK_CONFIG,
        "the delegate \"none\" hands on prevResult, but the configuration has none: put the plugin"
            + " behind another one in the chain");
  }
}
