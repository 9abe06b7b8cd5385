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
 * {@code fixed}: for trying things without root or a network. Runs nothing; the reply to ADD is the
 * configuration's {@code result}, which must be an object (else code 7), other commands succeed.
 */
@ProviderInfo(
    name = "fixed",
    description = "runs nothing and returns the result in the configuration")
@AutoService(DelegateProvider.class)
public final class FixedDelegateProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return FixedDelegateProvider::reply;
  }

  private static CniResponse reply(CniRequest request) {
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    Optional<JsonValue> result = request.member("result");
    if (result.isEmpty()) {
      return CniResponse.failure(
          CniError.INVALID_NETWORK_CONFIG,
          "the delegate \"fixed\" returns the key result of the configuration, which has none:"
              + " write {\"failpoint\": {\"delegate\": {\"type\": \"fixed\", \"result\": {...}}}}");
    }
    return result.get() instanceof JsonObject object
        ? CniResponse.success(object)
        : CniResponse.failure(
            CniError.INVALID_NETWORK_CONFIG,
            "the delegate \"fixed\" returns the key result of the configuration, which is not a"
                + " JSON object");
  }
}
