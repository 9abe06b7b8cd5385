package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** From a response to the exact bytes on the standard streams and the exit status. */
public final class ResponseWriter {
  private ResponseWriter() {}

  /**
   * Writes a response.
   *
   * @param response how the call ended
   * @param cniVersion the version for an error's {@code cniVersion}
   * @param stdout standard output
   * @param stderr standard error
   * @return the exit status; of a {@link CniResponse.Signal} or {@link CniResponse.Hang} 1, for
   *     callers that can't carry it out
   */
  public static int write(
      CniResponse response, String cniVersion, OutputStream stdout, OutputStream stderr)
      throws IOException {
    // Not a switch over the types: its bootstrap costs 5 ms, because no AOT cache keeps it.
    if (response instanceof CniResponse.Success success) {
      print(success.output(), stdout);
      return 0;
    }
    if (response instanceof CniResponse.Failure failure) {
      print(bytes(error(failure.error(), cniVersion)), stdout);
      return 1;
    }
    if (response instanceof CniResponse.Exit exit) {
      if (!exit.diagnostics().isEmpty()) {
        print(bytes(exit.diagnostics() + "\n"), stderr);
      }
      return exit.status();
    }
    return 1;
  }

  /**
   * An error as JSON, laid out as the reference does, with the {@code cniVersion} SPEC.md wants.
   */
  static String error(CniError error, String cniVersion) {
    StringBuilder json = new StringBuilder(128);
    json.append("{\n    \"cniVersion\": ");
    JsonText.quote(cniVersion, json);
    json.append(",\n    \"code\": ").append(error.code()).append(",\n    \"msg\": ");
    JsonText.quote(error.message(), json);
    if (!error.details().isEmpty()) {
      json.append(",\n    \"details\": ");
      JsonText.quote(error.details(), json);
    }
    return json.append("\n}\n").toString();
  }

  /** The answer to VERSION. */
  public static String versions() {
    StringBuilder json = new StringBuilder("{\"cniVersion\":\"");
    json.append(CniVersions.LATEST).append("\",\"supportedVersions\":[\"");
    return json.append(String.join("\",\"", CniVersions.SUPPORTED)).append("\"]}\n").toString();
  }

  /** What the plugin says of itself when it is called by hand. */
  public static String about(String delegate) {
    return delegate
        + " with failpoint support\nCNI protocol versions supported: "
        + String.join(", ", CniVersions.SUPPORTED);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void print(byte[] bytes, OutputStream stream) throws IOException {
    stream.write(bytes);
    stream.flush();
  }
}
