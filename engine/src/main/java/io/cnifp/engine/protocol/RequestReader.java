package io.cnifp.engine.protocol;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * From the environment and standard input to a request, with the checks of the reference's library
 * in its order: variables, JSON, the network's name, the command, the version.
 */
public final class RequestReader {
  private RequestReader() {}

  /**
   * Reads a call.
   *
   * @param environment the whole environment
   * @param stdin standard input; not read if the variables are wrong
   * @return the request; empty if there is no {@code CNI_COMMAND}: someone has called the plugin by
   *     hand and wants to know what it is
   * @throws CniException with code 1, 4, 5, 6 or 7 as the reference
   */
  public static Optional<CniRequest> read(Map<String, String> environment, InputStream stdin) {
    String name = environment.getOrDefault("CNI_COMMAND", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    EnvironmentCheck.check(name, environment);
    if (name.equals("VERSION")) {
      NetConf netconf = VersionInput.read(stdin);
      return Optional.of(
          new ParsedRequest(CniCommand.VERSION, environment, netconf, CniVersions.LATEST));
    }
    NetConf netconf = netconf(stdin);
    CniCommand command =
        CniCommand.of(name)
            .orElseThrow(() ->
                new CniException(CniError.INVALID_ENVIRONMENT, "unknown CNI_COMMAND: " + name));
    String version = version(netconf);
    checkVersion(command, version);
    return Optional.of(new ParsedRequest(command, environment, netconf, version));
  }

  private static NetConf netconf(InputStream stdin) {
    byte[] document;
    try {
      document = stdin.readAllBytes();
    } catch (IOException e) {
      throw new CniException(CniError.IO_FAILURE, "error reading from stdin: " + e.getMessage());
    }
    try {
      NetConf netconf = NetConf.parse(document);
      String network = netconf.string("name");
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
    } catch (JsonSyntaxException e) {
      throw new CniException(
          CniError.DECODING_FAILURE, "error unmarshall network config: " + e.getMessage());
    }
  }

  private static String version(NetConf netconf) {
    try {
      String version = netconf.string("cniVersion");
      return version.isEmpty() ? CniVersions.DEFAULT : version;
    } catch (JsonSyntaxException e) {
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
