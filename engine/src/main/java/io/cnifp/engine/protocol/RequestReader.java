package io.cnifp.engine.protocol;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a request from the environment and standard input, with the checks of the reference's
 * library in its order: variables, JSON, the network's name, the command, the version.
 */
public final class RequestReader {
  /** How large standard input may be, in bytes: the process has little memory. */
  static final int MAX_INPUT = 16 * 1024 * 1024;

  private RequestReader() {}

  /**
   * Reads a call.
   *
   * @param environment the whole environment
   * @param stdin standard input; not read if the variables are wrong
   * @return the request; empty if there is no {@code CNI_COMMAND}: a person has started the plugin
   * @throws CniException with code 1, 4, 5, 6 or 7 as the reference
   */
  public static Optional<CniRequest> read(Map<String, String> environment, InputStream stdin) {
    String name = environment.getOrDefault("CNI_COMMAND", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    EnvironmentCheck.check(name, environment);
    if (name.equals("VERSION")) {
      return Optional.of(version(environment, VersionInput.read(stdin)));
    }
    byte[] input = input(stdin);
    JsonObject netconf = netconf(input);
    CniCommand command =
        CniCommand.of(name)
            .orElseThrow(() ->
                new CniException(CniError.INVALID_ENVIRONMENT, "unknown CNI_COMMAND: " + name));
    String version = version(netconf);
    checkVersion(command, version);
    return Optional.of(CniRequest.of(command, environment, input, netconf, version));
  }

  private static CniRequest version(Map<String, String> environment, byte[] input) {
    JsonObject netconf;
    try {
      netconf = parse(input);
    } catch (JsonException e) {
      netconf = JsonObject.of();
    }
    return CniRequest.of(CniCommand.VERSION, environment, input, netconf, CniVersions.LATEST);
  }

  private static byte[] input(InputStream stdin) {
    try {
      byte[] input = stdin.readNBytes(MAX_INPUT + 1);
      if (input.length > MAX_INPUT) {
        throw new CniException(
            CniError.IO_FAILURE,
            "error reading from stdin: at most " + MAX_INPUT + " bytes were expected");
      }
      return input;
    } catch (IOException e) {
      throw new CniException(CniError.IO_FAILURE, "error reading from stdin: " + e.getMessage());
    }
  }

  private static JsonObject netconf(byte[] input) {
    try {
      JsonObject netconf = parse(input);
      String network = text(netconf, "name");
      if (network.isEmpty()) {
        throw new CniException(CniError.INVALID_NETWORK_CONFIG, "missing network name");
      }
      if (!EnvironmentCheck.isName(network)) {
        throw new CniException(
            new CniError(
                CniError.INVALID_NETWORK_CONFIG,
                "invalid characters found in network name",
                network));
      }
      return netconf;
    } catch (JsonException e) {
      throw new CniException(
          CniError.DECODING_FAILURE, "error unmarshall network config: " + e.getMessage());
    }
  }

  /** Parses a configuration; the literal {@code null} counts as an empty object, as in Go. */
  private static JsonObject parse(byte[] input) {
    JsonValue document = JsonValue.parse(input);
    return document.isNull() ? JsonObject.of() : document.asObject();
  }

  /** Returns the text of a member; empty if it is missing or null. */
  private static String text(JsonObject netconf, String name) {
    Optional<JsonValue> value = netconf.getIgnoringCase(name).filter(member -> !member.isNull());
    if (value.isEmpty()) {
      return "";
    }
    try {
      return value.get().asText();
    } catch (JsonException e) {
      throw value.get().error("a string was expected for " + name);
    }
  }

  private static String version(JsonObject netconf) {
    try {
      String version = text(netconf, "cniVersion");
      return version.isEmpty() ? CniVersions.DEFAULT : version;
    } catch (JsonException e) {
      throw new CniException(
          CniError.DECODING_FAILURE, "decoding version from network config: " + e.getMessage());
    }
  }

  private static void checkVersion(CniCommand command, String version) {
    String since =
        switch (command) {
          case CHECK -> "0.4.0";
          case GC, STATUS -> "1.1.0";
          default -> "";
        };
    if (!since.isEmpty()) {
      if (!CniVersions.isAtLeast(version, since)) {
        throw new CniException(
            CniError.INCOMPATIBLE_VERSION, "config version does not allow " + command);
      }
      if (!CniVersions.isAtLeast(CniVersions.LATEST, version)) {
        throw new CniException(
            CniError.INCOMPATIBLE_VERSION, "plugin version does not allow " + command);
      }
    }
    CniVersions.requireSupported(version);
  }
}
