package io.cnifp.engine.protocol;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a response: the exact bytes on the standard streams and the exit status. */
public final class ResponseWriter {
  private ResponseWriter() {}

  /**
   * Writes a reply.
   *
   * @param reply how the call ended
   * @param stdout standard output
   * @param stderr standard error
   * @return the exit status; 1 for a {@link CniResponse.Signal} or {@link CniResponse.Hang}, which
   *     are the process's to apply
   */
  public static int write(Reply reply, OutputStream stdout, OutputStream stderr)
      throws IOException {
    CniResponse response = reply.response();
    // Not a switch over the types: its bootstrap costs 5 ms even with the AOT cache.
    if (response instanceof CniResponse.Success success) {
      print(success.output(), stdout);
      return 0;
    }
    if (response instanceof CniResponse.Failure failure) {
      print(bytes(error(failure.error(), reply.cniVersion())), stdout);
      return 1;
    }
    if (response instanceof CniResponse.Exit exit) {
      if (!exit.diagnostics().isEmpty()) {
        print(bytes(exit.diagnostics() + "\n"), stderr);
      }
      if (!exit.output().isEmpty()) {
        print(bytes(exit.output()), stdout);
      }
      return exit.status();
    }
    if (response instanceof CniResponse.Signal signal && !signal.output().isEmpty()) {
      print(bytes(signal.output()), stdout);
    }
    return 1;
  }

  /**
   * Returns an error as JSON, laid out as by the reference, with the {@code cniVersion} that
   * SPEC.md requires.
   */
  static String error(CniError error, String cniVersion) {
    StringBuilder json = new StringBuilder(128);
    json.append("{\n    \"cniVersion\": ");
    json.append(JsonString.quote(cniVersion));
    json.append(",\n    \"code\": ").append(error.code()).append(",\n    \"msg\": ");
    json.append(JsonString.quote(error.message()));
    if (!error.details().isEmpty()) {
      json.append(",\n    \"details\": ").append(JsonString.quote(error.details()));
    }
    return json.append("\n}\n").toString();
  }

  /** Returns the reply to VERSION. */
  public static String versions() {
    StringBuilder json = new StringBuilder("{\"cniVersion\":\"");
    json.append(CniVersions.LATEST).append("\",\"supportedVersions\":[\"");
    return json.append(String.join("\",\"", CniVersions.SUPPORTED)).append("\"]}\n").toString();
  }

  /** Returns what the plugin prints when a person starts it. */
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
