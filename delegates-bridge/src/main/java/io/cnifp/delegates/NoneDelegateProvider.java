package io.cnifp.delegates;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.util.Optional;

/**
 * {@code none}: for use in a chain. Runs nothing; ADD passes on {@code prevResult}, which must be
 * an object (else code 7), other commands succeed.
 */
@ProviderInfo(
    name = "none",
    description = "runs nothing and passes on prevResult, for use in a chain")
@AutoService(DelegateProvider.class)
public final class NoneDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return NoneDelegateProvider::reply;
  }

  private static CniResponse reply(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    Optional<JsonValue> previous = request.prevResult();
    if (previous.isEmpty()) {
      return CniResponse.failure(
          CniError.INVALID_NETWORK_CONFIG,
          "the delegate \"none\" passes on prevResult, but the configuration has none: put the"
              + " plugin after another one in the chain");
    }
    return previous.get() instanceof JsonObject result
        ? CniResponse.success(result)
        : CniResponse.failure(
            CniError.INVALID_NETWORK_CONFIG,
            "the delegate \"none\" passes on the key prevResult of the configuration, which is not"
                + " a JSON object");
  }
}
