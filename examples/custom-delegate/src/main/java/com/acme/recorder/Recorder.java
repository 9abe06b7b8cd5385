package com.acme.recorder;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * {@code {"delegate": {"type": "acme.recorder", "log": "/path", "result": {...}}}}: makes no
 * network; appends a line for each call to a file and answers ADD with the result in the
 * configuration.
 */
@AutoService(DelegateProvider.class)
public final class Recorder implements DelegateProvider {

  @Override
  public String name() {
    return "acme.recorder";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("records calls and serves results without a network");
  }

  @Override
  public Delegate create(DelegateContext context) {
    return Recorder::reply;
  }

  private static CniResponse reply(CniRequest request) {
    record(request);
    if (request.command() != CniCommand.ADD) {
      return CniResponse.success("");
    }
    // The engine adds the cniVersion that this lacks.
    return CniResponse.success(request.member("result").orElse("{}"));
  }

  private static void record(CniRequest request) {
    Path log = log(request);
    String line =
        request.command() + " " + request.containerId().orElse("-") + " " + request.network();
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CniException(CniError.IO_FAILURE, "acme.recorder can't write " + log);
    }
  }

  private static Path log(CniRequest request) {
    String json =
        request
            .member("log")
            .orElseThrow(() ->
                new CniException(CniError.INVALID_NETWORK_CONFIG, "acme.recorder needs a key log"));
    // A JSON string; paths with quotes or backslashes in them are not for this example.
    return Path.of(json.substring(1, json.length() - 1));
  }
}
