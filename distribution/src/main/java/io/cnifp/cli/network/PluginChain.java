package io.cnifp.cli.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniCommand;
import io.cnifp.cli.network.KeptResults.Attachment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the plugins of a network in the order of libcni: DEL from the last to the first, everything
 * else from the first to the last, and on to the next only if one succeeds.
 */
public final class PluginChain {
  private static final int MOST_SHOWN = 200;

  private final NetworkConfiguration network;
  private final Surroundings surroundings;
  private final KeptResults results;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * What a runtime decides for all calls.
   *
   * @param attachment which interface of which container
   * @param netns the path of the container's network namespace; may be empty
   * @param args CNI_ARGS; may be empty
   * @param path the folders of plugins
   * @param first the executable in the place of the first plugin's
   * @param capabilities what goes into runtimeConfig
   * @param variables further variables
   * @param timeout how long one plugin may take
   */
  public record Surroundings(
      Attachment attachment,
      String netns,
      String args,
      List<Path> path,
      Optional<Path> first,
      Map<String, Object> capabilities,
      Map<String, String> variables,
      Duration timeout) {}

  /**
   * One plugin's part of a call.
   *
   * @param executable what was run
   * @param ended what came of it
   */
  public record Part(Path executable, PluginProcess.Ended ended) {}

  /** Creates a chain. */
  public PluginChain(NetworkConfiguration network, Surroundings surroundings, KeptResults results) {
    this.network = network;
    this.surroundings = surroundings;
    this.results = results;
  }

  /**
   * Makes a call.
   *
   * @return what each plugin did that was run; the last one's answer is the call's. Nothing if the
   *     network isn't to be checked
   * @throws IOException if a plugin isn't found, can't be run or isn't done in time
   */
  public List<Part> call(CniCommand command) throws IOException, InterruptedException {
    List<ObjectNode> plugins =
        command == CniCommand.DEL ? network.plugins().reversed() : network.plugins();
    if (command == CniCommand.CHECK && !network.isChecked()) {
      return List.of();
    }
    Optional<JsonNode> prevResult =
        (command == CniCommand.CHECK || command == CniCommand.DEL) && network.isAtLeast(0, 4)
            ? results.find(surroundings.attachment())
            : Optional.empty();
    List<Part> parts = new ArrayList<>();
    for (ObjectNode plugin : plugins) {
      Path executable = executable(plugin);
      PluginProcess.Ended ended =
          PluginProcess.run(
              List.of(executable.toString()),
              environment(command),
              stdin(command, plugin, prevResult),
              surroundings.timeout());
      parts.add(new Part(executable, ended));
      if (ended.status() != 0) {
        return parts;
      }
      if (command == CniCommand.ADD) {
        prevResult = Optional.of(result(executable, ended));
      }
    }
    if (command == CniCommand.ADD && prevResult.isPresent()) {
      results.keep(surroundings.attachment(), prevResult.get());
    } else if (command == CniCommand.DEL) {
      results.forget(surroundings.attachment());
    }
    return parts;
  }

  private String stdin(CniCommand command, ObjectNode plugin, Optional<JsonNode> prevResult)
      throws IOException {
    if (command == CniCommand.VERSION) {
      return "{\"cniVersion\":\"" + network.cniVersion() + "\"}";
    }
    boolean forAPod = isForAPod(command);
    Map<String, Object> more = new HashMap<>();
    if (command == CniCommand.GC) {
      List<Map<String, String>> valid = results.attachments(network.name());
      // Both names: libcni has renamed it.
      more.put("cni.dev/attachments", valid);
      more.put("cni.dev/valid-attachments", valid);
    }
    return network.stdin(
        plugin, forAPod ? surroundings.capabilities() : Map.of(), prevResult, more);
  }

  /** As libcni sets them: all variables always, on STATUS and GC without a value. */
  private Map<String, String> environment(CniCommand command) {
    Map<String, String> variables = new HashMap<>(surroundings.variables());
    boolean forAPod = isForAPod(command);
    Attachment attachment = surroundings.attachment();
    variables.put("CNI_COMMAND", command.name());
    variables.put("CNI_CONTAINERID", forAPod ? attachment.containerId() : "");
    variables.put("CNI_NETNS", forAPod ? surroundings.netns() : "");
    variables.put("CNI_IFNAME", forAPod ? attachment.ifname() : "");
    variables.put("CNI_ARGS", forAPod ? surroundings.args() : "");
    variables.put(
        "CNI_PATH", String.join(":", surroundings.path().stream().map(Path::toString).toList()));
    return variables;
  }

  private static boolean isForAPod(CniCommand command) {
    return command == CniCommand.ADD || command == CniCommand.DEL || command == CniCommand.CHECK;
  }

  private JsonNode result(Path executable, PluginProcess.Ended ended) throws IOException {
    try {
      JsonNode result = mapper.readTree(ended.stdout());
      if (result.isObject()) {
        return result;
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw new IOException(
        executable
            + " ended with status 0, but its result isn't a JSON object: "
            + (ended.stdout().length() > MOST_SHOWN
                ? ended.stdout().substring(0, MOST_SHOWN) + "..."
                : ended.stdout()));
  }

  private Path executable(ObjectNode plugin) throws IOException {
    if (surroundings.first().isPresent() && plugin.equals(network.plugins().getFirst())) {
      return surroundings.first().get();
    }
    String type = plugin.path("type").asText();
    for (Path folder : surroundings.path()) {
      Path candidate = folder.resolve(type);
      if (!type.contains("/") && Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new IOException("there is no plugin " + type + " in " + surroundings.path());
  }
}
