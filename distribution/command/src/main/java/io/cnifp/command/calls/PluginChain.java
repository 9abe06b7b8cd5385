package io.cnifp.command.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the plugins of a network in the order of libcni: for DEL from the last to the first, else
 * from the first to the last. It stops at the first plugin that fails.
 */
public final class PluginChain {
  private static final int MOST_SHOWN = 200;

  private final NetworkConfiguration network;
  private final RuntimeConf runtimeConf;
  private final ResultCache results;
  private final PluginProcess process;
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * The call of one plugin.
   *
   * @param executable the file that was run
   * @param result how it result
   */
  public record PluginCall(Path executable, PluginProcess.Result result) {}

  /** Creates a chain for a network. */
  public PluginChain(
      NetworkConfiguration network,
      RuntimeConf runtimeConf,
      ResultCache results,
      PluginProcess process) {
    this.network = network;
    this.runtimeConf = runtimeConf;
    this.results = results;
    this.process = process;
  }

  /**
   * Makes a call.
   *
   * @return the calls of the plugins that were run, of which the last one is the answer; empty if
   *     libcni makes no CHECK for the network
   * @throws IOException if a plugin isn't found, can't be run, or exceeds the time limit
   */
  public List<PluginCall> call(CniCommand command) throws IOException, InterruptedException {
    List<ObjectNode> plugins =
        command == CniCommand.DEL ? network.plugins().reversed() : network.plugins();
    if (command == CniCommand.CHECK && !network.isChecked()) {
      return List.of();
    }
    Optional<JsonNode> prevResult =
        (command == CniCommand.CHECK || command == CniCommand.DEL) && network.isAtLeast(0, 4)
            ? results.get(runtimeConf.attachment())
            : Optional.empty();
    List<PluginCall> calls = new ArrayList<>();
    for (ObjectNode plugin : plugins) {
      Path executable = executable(plugin);
      PluginProcess.Result result =
          process.run(
              executable,
              environment(command),
              stdin(command, plugin, prevResult),
              runtimeConf.timeout());
      calls.add(new PluginCall(executable, result));
      if (result.status() != 0) {
        return calls;
      }
      if (command == CniCommand.ADD) {
        prevResult = Optional.of(resultOf(executable, result));
      }
    }
    if (command == CniCommand.ADD && prevResult.isPresent()) {
      results.put(runtimeConf.attachment(), prevResult.get());
    } else if (command == CniCommand.DEL) {
      results.remove(runtimeConf.attachment());
    }
    return calls;
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
      // Both names: libcni has renamed the key.
      more.put("cni.dev/attachments", valid);
      more.put("cni.dev/valid-attachments", valid);
    }
    return network.stdin(plugin, forAPod ? runtimeConf.capabilities() : Map.of(), prevResult, more);
  }

  /** Sets all variables, as libcni does; for STATUS and GC some are empty. */
  private Map<String, String> environment(CniCommand command) {
    Map<String, String> variables = new HashMap<>(runtimeConf.variables());
    boolean forAPod = isForAPod(command);
    Attachment attachment = runtimeConf.attachment();
    variables.put("CNI_COMMAND", command.name());
    variables.put("CNI_CONTAINERID", forAPod ? attachment.containerId() : "");
    variables.put("CNI_NETNS", forAPod ? runtimeConf.netns() : "");
    variables.put("CNI_IFNAME", forAPod ? attachment.ifname() : "");
    variables.put("CNI_ARGS", forAPod ? runtimeConf.args() : "");
    variables.put(
        "CNI_PATH", String.join(":", runtimeConf.path().stream().map(Path::toString).toList()));
    return variables;
  }

  private static boolean isForAPod(CniCommand command) {
    return command == CniCommand.ADD || command == CniCommand.DEL || command == CniCommand.CHECK;
  }

  private JsonNode resultOf(Path executable, PluginProcess.Result result) throws IOException {
    try {
      JsonNode json = mapper.readTree(result.stdout());
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Reported below.
    }
    throw new IOException(
        executable
            + " exited with status 0, but its result is not a JSON object: "
            + (result.stdout().length() > MOST_SHOWN
                ? result.stdout().substring(0, MOST_SHOWN) + "..."
                : result.stdout()));
  }

  private Path executable(ObjectNode plugin) throws IOException {
    if (runtimeConf.first().isPresent() && plugin.equals(network.plugins().getFirst())) {
      return runtimeConf.first().get();
    }
    String type = plugin.path("type").asText();
    for (Path directory : runtimeConf.path()) {
      Path candidate = directory.resolve(type);
      if (!type.contains("/") && Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new IOException("no plugin " + type + " in " + runtimeConf.path());
  }
}
