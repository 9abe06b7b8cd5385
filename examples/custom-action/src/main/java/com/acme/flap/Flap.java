package com.acme.flap;

import com.google.auto.service.AutoService;
import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code acme.flap{file=/run/flap,msg='...'}}: succeeds and fails in turn. The call goes on; after
 * every second success the runtime is told that it failed. Whose turn it is, is kept by a file: it
 * is there while the next one fails.
 */
@AutoService(FailpointActionProvider.class)
public final class Flap implements FailpointActionProvider {

  @Override
  public String name() {
    return "acme.flap";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("succeeds and fails in turn");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("acme.flap{file=/path, msg='...'}");
  }

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
        return CniResponse.failure(CniError.IO_FAILURE, "acme.flap can't keep its turn in " + file);
      }
    };
  }
}
