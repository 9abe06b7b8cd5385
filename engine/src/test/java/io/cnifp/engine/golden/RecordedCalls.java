package io.cnifp.engine.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.CniPlugin;
import io.cnifp.engine.Installation;
import io.cnifp.engine.Termination;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.provider.Providers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Calls of the engine as of a process, with its built-in actions and delegates. */
final class RecordedCalls {
  // Found once: to look for them anew costs more than a call.
  private static final Providers<FailpointActionProvider> ACTIONS = Providers.actions();
  private static final Providers<DelegateProvider> DELEGATES = Providers.delegates();

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CniPlugin plugin;

  RecordedCalls(Path folder) throws IOException {
    Path state = Files.createDirectories(folder.resolve("state"));
    plugin =
        new CniPlugin(
            new Installation("cni-bridge-fp", Optional.empty(), Optional.empty(), stderr),
            Termination.NONE,
            new StateFolder(Map.of("CNI_FP_STATE_DIR", state.toString())),
            ACTIONS,
            DELEGATES,
            () -> 50);
  }

  /**
   * What a runtime sees of a call.
   *
   * @param status the exit status
   */
  record Answer(int status, String stdout, String stderr) {}

  Answer call(Map<String, String> environment, String stdin) throws IOException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    stderr.reset();
    CniPlugin.Reply reply =
        plugin.call(environment, new ByteArrayInputStream(stdin.getBytes(UTF_8)));
    int status = ResponseWriter.write(reply.response(), reply.cniVersion(), stdout, stderr);
    return new Answer(status, stdout.toString(UTF_8), stderr.toString(UTF_8));
  }

  static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
