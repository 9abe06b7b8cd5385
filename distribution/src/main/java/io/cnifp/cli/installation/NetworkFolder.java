package io.cnifp.cli.installation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.cli.network.NetworkConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the configured networks that use cni-fp let failpoints reach it. */
public final class NetworkFolder {
  private static final String CAPABILITY = "io.kubernetes.cri.pod-annotations";

  private NetworkFolder() {}

  /** Looks through a folder of network configurations. */
  public static List<Finding> examine(Path folder) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> file.toString().matches(".*\\.(conf|conflist|json)"))
              .sorted()
              .toList();
    } catch (IOException e) {
      return List.of(Finding.warning("networks", "there is no folder " + folder));
    }
    List<Finding> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(network(file));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.warning("networks", "none in " + folder + " uses cni-fp"));
    }
    return findings;
  }

  private static List<Finding> network(Path file) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (ObjectNode plugin : NetworkConfiguration.parse(Files.readString(file)).plugins()) {
        String type = plugin.path("type").asText();
        if (type.matches("cni-.+-fp")) {
          findings.add(plugin(file + ", " + type, plugin));
        }
      }
    } catch (IOException e) {
      findings.add(Finding.wrong(file.toString(), "can't be read"));
    } catch (IllegalArgumentException e) {
      findings.add(Finding.wrong(file.toString(), String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private static Finding plugin(String subject, ObjectNode plugin) {
    if (plugin.path("failpoint").path("confPath").isTextual()) {
      return Finding.ok(
          subject, "has the failpoint file " + plugin.path("failpoint").path("confPath").asText());
    }
    if (plugin.path("capabilities").path(CAPABILITY).asBoolean(false)) {
      return Finding.ok(subject, "gets the pods' annotations");
    }
    return Finding.warning(
        subject,
        "gets no annotation and names no file, so only CNI_FP_CONF can: add \"capabilities\": {\""
            + CAPABILITY
            + "\": true}, or \"failpoint\": {\"confPath\": ...}");
  }
}
