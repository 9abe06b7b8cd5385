package com.acme.recorder;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code "failpoint": {"delegate": {"type": "acme.recorder", "log": "/path", "result": {...}}}}:
 * creates no interface; appends a line for each call to a file and returns the configuration's
 * result on ADD.
 */
@ProviderInfo(
    name = "acme.recorder",
    description = "records calls and returns results without a network")
@AutoService(DelegateProvider.class)
public final class RecorderProvider implements DelegateProvider {

  @Override
  public Delegate create(DelegateContext context) {
    return RecorderProvider::reply;
  }

  private static CniResponse reply(CniRequest request) {
    record(request);
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    // The engine adds the cniVersion if it is missing.
    return CniResponse.success(
        request.member("result").map(JsonValue::asObject).orElse(JsonObject.of()));
  }

  private static void record(CniRequest request) {
    Path log = log(request);
    String line =
        request.command() + " " + request.containerId().orElse("-") + " " + request.network();
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CniException(CniError.IO_FAILURE, "acme.recorder cannot write " + log);
    }
  }

  private static Path log(CniRequest request) {
    return request
        .member("log")
        .map(path -> Path.of(path.asText()))
        .orElseThrow(() ->
            new CniException(
                CniError.INVALID_NETWORK_CONFIG, "acme.recorder requires the key log"));
  }
}
