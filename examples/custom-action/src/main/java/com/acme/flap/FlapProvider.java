package com.acme.flap;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code acme.flap{file=/run/flap,msg='...'}}: succeeds and fails in turn. The call continues;
 * after every second success the runtime receives an error. A file keeps the turn: it exists while
 * the next call is to fail.
 */
@ProviderInfo(
    name = "acme.flap",
    description = "succeeds and fails in turn",
    usage = "acme.flap{file=/path, msg='...'}")
@AutoService(FailpointActionProvider.class)
public final class FlapProvider implements FailpointActionProvider {

  @Override
  public FailpointAction create(ActionArguments arguments) {
    arguments.allowNamed("file", "msg");
    Path file = Path.of(arguments.require("file"));
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("needs an absolute path as file");
    }
    String message = arguments.named().getOrDefault("msg", "flapping");
    return invocation -> {
      CniResponse reply = invocation.proceed();
      if (!(reply instanceof CniResponse.Success)) {
        return reply;
      }
      try {
        if (Files.deleteIfExists(file)) {
          return CniResponse.failure(CniError.TRY_AGAIN_LATER, message);
        }
        Files.createFile(file);
        return reply;
      } catch (IOException e) {
        return CniResponse.failure(
            CniError.IO_FAILURE, "acme.flap cannot keep its turn in " + file);
      }
    };
  }
}
