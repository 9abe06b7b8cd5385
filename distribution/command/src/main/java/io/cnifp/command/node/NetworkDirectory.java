package io.cnifp.command.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.command.calls.NetworkConfiguration;
import io.cnifp.command.failpoints.NetworkCheck;
import io.cnifp.engine.failpointfile.InlinePoints;
import io.cnifp.engine.source.FailpointSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that network configurations that use cni-fp give it a failpoint file. */
public final class NetworkDirectory {
  private static final String CAPABILITY = "io.kubernetes.cri.pod-annotations";

  private NetworkDirectory() {}

  /**
   * Checks a directory of network configurations.
   *
   * @param directory the directory
   * @param plugins where the runtime looks for plugins
   * @param provided the delegates that are not executables
   */
  public static List<Finding> check(Path directory, List<Path> plugins, Set<String> provided) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.(conf|conflist|json)"))
              .sorted()
              .toList();
    } catch (IOException e) {
      return List.of(Finding.warning("networks", directory + " does not exist"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(network(file, plugins, provided));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.warning("networks", "no network in " + directory + " uses cni-fp"));
    }
    return findings;
  }

  private static List<Finding> network(Path file, List<Path> plugins, Set<String> provided) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (ObjectNode plugin : NetworkConfiguration.load(file).plugins()) {
        String type = plugin.path("type").asText();
        if (NetworkCheck.isLauncher(type)) {
          String subject = file + ", " + type;
          FailpointSettings settings;
          JsonObject configuration = JsonValue.parse(plugin.toString()).asObject();
          try {
            settings = NetworkCheck.settings(configuration);
          } catch (JsonException e) {
            findings.add(Finding.wrong(subject, "has a wrong key failpoint: " + e.expected()));
            continue;
          }
          findings.add(plugin(subject, plugin, settings));
          if (NetworkCheck.hasOwnDelegate(configuration, settings)) {
            findings.add(Finding.warning(subject, NetworkCheck.ownDelegate(type)));
          }
          String delegate =
              settings
                  .delegate()
                  .map(NetworkCheck::delegate)
                  .orElseGet(() -> type.substring("cni-".length(), type.length() - "-fp".length()));
          if (!isIn(plugins, type)) {
            findings.add(Finding.wrong(subject, "has no launcher in " + plugins));
          } else if (!provided.contains(delegate) && !isIn(plugins, delegate)) {
            findings.add(
                Finding.wrong(
                    subject, "delegates to " + delegate + ", which is in none of " + plugins));
          }
        }
      }
    } catch (IOException e) {
      findings.add(Finding.wrong(file.toString(), "cannot be read"));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.wrong(file.toString(), String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private static Finding plugin(String subject, ObjectNode plugin, FailpointSettings settings) {
    if (settings.points().isPresent()) {
      return points(subject, settings.points().get());
    }
    if (settings.confPath().isPresent()) {
      String file = settings.confPath().get();
      if (!file.startsWith("/")) {
        return Finding.wrong(
            subject, "names the failpoint file " + file + ", which is not absolute");
      }
      if (Files.exists(Path.of(file))) {
        return Finding.ok(subject, "uses the failpoint file " + file);
      }
      String missing = "names the failpoint file " + file + ", which does not exist";
      return settings.optional()
          ? Finding.ok(subject, missing + " and is optional")
          : Finding.wrong(subject, missing);
    }
    if (plugin.path("capabilities").path(CAPABILITY).asBoolean(false)) {
      return Finding.ok(subject, "receives the annotations of pods");
    }
    return Finding.warning(
        subject,
        "receives no annotations and names no failpoint file; add \"capabilities\": {\""
            + CAPABILITY
            + "\": true}, or \"failpoint\": {\"confPath\": ...}");
  }

  private static Finding points(String subject, JsonObject points) {
    try {
      var _ = new InlinePoints(points, () -> 0, InstantSource.system()).read();
      return Finding.ok(subject, "has failpoints without a file");
    } catch (CniException e) {
      return Finding.wrong(subject, "cannot use its failpoints: " + e.error().message());
    }
  }

  private static boolean isIn(List<Path> directories, String name) {
    for (Path directory : directories) {
      if (!name.contains("/") && Files.isRegularFile(directory.resolve(name))) {
        return true;
      }
    }
    return false;
  }
}
