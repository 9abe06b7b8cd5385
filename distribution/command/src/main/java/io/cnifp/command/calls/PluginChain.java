package io.cnifp.command.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniCommand;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.command.calls.ChainOutcome.PluginCall;
import io.cnifp.engine.protocol.AddResult;
import io.cnifp.engine.protocol.CniVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the plugins of a network as libcni does ({@code libcni/api.go}): for DEL from the last to
 * the first, else from the first to the last. It stops at the first plugin that fails, but in GC.
 */
public final class PluginChain {
  private static final int MOST_SHOWN = 200;
  private static final String SINCE_CHECK = "0.4.0";
  private static final String SINCE_STATUS_AND_GC = "1.1.0";

  private final NetworkConfiguration network;
  private final RuntimeConf runtimeConf;
  private final ResultCache results;
  private final PluginProcess process;
  private final ObjectMapper mapper = new ObjectMapper();

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
   * @throws IOException if a plugin isn't found, can't be run, gives no result, or exceeds the time
   *     limit, and if the network's version has no CHECK
   */
  public ChainOutcome call(CniCommand command) throws IOException, InterruptedException {
    return switch (command) {
      case ADD -> add();
      case CHECK -> check();
      case DEL -> ChainOutcome.of(del(runtimeConf));
      case GC -> gc();
      case STATUS -> status();
      case VERSION -> version();
    };
  }

  private ChainOutcome add() throws IOException, InterruptedException {
    try {
      runtimeConf.attachment().requireValid();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    List<PluginCall> calls = new ArrayList<>();
    Optional<JsonNode> result = Optional.empty();
    for (ObjectNode plugin : network.plugins()) {
      PluginCall call =
          run(plugin, CniCommand.ADD, runtimeConf, stdin(plugin, runtimeConf, result));
      calls.add(call);
      if (call.result().status() != 0) {
        return ChainOutcome.of(calls);
      }
      result = Optional.of(resultOf(call));
    }
    if (result.isPresent()) {
      results.put(
          new CachedAttachment(
              runtimeConf.attachment(),
              runtimeConf.netns(),
              runtimeConf.args(),
              runtimeConf.capabilities(),
              result.get()));
    }
    return ChainOutcome.of(calls);
  }

  private ChainOutcome check() throws IOException, InterruptedException {
    if (!network.version().isAtLeast(SINCE_CHECK)) {
      throw new IOException(
          "the configuration's version "
              + network.version()
              + " has no CHECK, which came with "
              + SINCE_CHECK);
    }
    if (network.disableCheck()) {
      return ChainOutcome.nothing("the configuration disables CHECK (disableCheck)");
    }
    Optional<JsonNode> cached = results.result(runtimeConf.attachment(), network.version());
    List<PluginCall> calls = new ArrayList<>();
    for (ObjectNode plugin : network.plugins()) {
      PluginCall call =
          run(plugin, CniCommand.CHECK, runtimeConf, stdin(plugin, runtimeConf, cached));
      calls.add(call);
      if (call.result().status() != 0) {
        break;
      }
    }
    return ChainOutcome.of(calls);
  }

  private List<PluginCall> del(RuntimeConf conf) throws IOException, InterruptedException {
    Optional<JsonNode> cached = Optional.empty();
    if (network.version().isAtLeast(SINCE_CHECK)) {
      try {
        cached = results.result(conf.attachment(), network.version());
      } catch (IOException e) {
        // Else no DEL could remove an attachment whose cached result is damaged.
        results.remove(conf.attachment());
      }
    }
    List<PluginCall> calls = new ArrayList<>();
    for (ObjectNode plugin : network.plugins().reversed()) {
      PluginCall call = run(plugin, CniCommand.DEL, conf, stdin(plugin, conf, cached));
      calls.add(call);
      if (call.result().status() != 0) {
        return calls;
      }
    }
    results.remove(conf.attachment());
    return calls;
  }

  /** DEL for each stale attachment; then GC for each plugin, whatever fails. */
  private ChainOutcome gc() throws IOException, InterruptedException {
    if (network.disableGc()) {
      return ChainOutcome.nothing("the configuration disables GC (disableGC)");
    }
    List<PluginCall> calls = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<Map<String, String>> valid = new ArrayList<>();
    for (CachedAttachment attachment : results.attachments(network.name())) {
      if (isValid(attachment)) {
        valid.add(attachment.described());
        continue;
      }
      try {
        calls.addAll(del(runtimeConf.of(attachment)));
      } catch (IOException e) {
        problems.add("del of " + attachment.attachment().containerId() + ": " + e.getMessage());
      }
    }
    if (!network.version().isAtLeast(SINCE_STATUS_AND_GC)) {
      List<String> notes = calls.isEmpty() ? List.of(notBefore("GC")) : List.of();
      return new ChainOutcome(calls, notes, problems);
    }
    // Both names: libcni has renamed the key.
    Map<String, Object> attachments =
        Map.of("cni.dev/attachments", valid, "cni.dev/valid-attachments", valid);
    for (ObjectNode plugin : network.plugins()) {
      try {
        calls.add(
            run(
                plugin,
                CniCommand.GC,
                runtimeConf.withoutContainer(),
                network.stdin(plugin, Map.of(), Optional.empty(), attachments)));
      } catch (IOException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new ChainOutcome(calls, List.of(), problems);
  }

  /** A runtime knows which of its containers live; here it shows by their namespaces. */
  private static boolean isValid(CachedAttachment attachment) {
    return attachment.netns().isEmpty() || Files.exists(Path.of(attachment.netns()));
  }

  private ChainOutcome status() throws IOException, InterruptedException {
    if (!network.version().isAtLeast(SINCE_STATUS_AND_GC)) {
      return ChainOutcome.nothing(notBefore("STATUS"));
    }
    List<PluginCall> calls = new ArrayList<>();
    for (ObjectNode plugin : network.plugins()) {
      String stdin = network.stdin(plugin, Map.of(), Optional.empty(), Map.of());
      PluginCall call = run(plugin, CniCommand.STATUS, runtimeConf.withoutContainer(), stdin);
      calls.add(call);
      if (call.result().status() != 0) {
        break;
      }
    }
    return ChainOutcome.of(calls);
  }

  private String notBefore(String command) {
    return "the configuration's version "
        + network.version()
        + " has no "
        + command
        + ", which came with "
        + SINCE_STATUS_AND_GC;
  }

  /** Asks each plugin, with the values that libcni gives plugins of old versions. */
  private ChainOutcome version() throws IOException, InterruptedException {
    List<PluginCall> calls = new ArrayList<>();
    for (ObjectNode plugin : network.plugins()) {
      Map<String, String> variables = variables(CniCommand.VERSION, runtimeConf);
      variables.put("CNI_CONTAINERID", "");
      variables.put("CNI_ARGS", "");
      for (String dummy : List.of("CNI_NETNS", "CNI_IFNAME", "CNI_PATH")) {
        variables.put(dummy, "dummy");
      }
      String stdin = "{\"cniVersion\":\"" + CniVersions.LATEST + "\"}";
      PluginCall call = run(plugin, variables, stdin);
      calls.add(call);
      if (call.result().status() != 0) {
        break;
      }
    }
    return ChainOutcome.of(calls);
  }

  private String stdin(ObjectNode plugin, RuntimeConf conf, Optional<JsonNode> prevResult) {
    return network.stdin(plugin, conf.capabilities(), prevResult, Map.of());
  }

  private PluginCall run(ObjectNode plugin, CniCommand command, RuntimeConf conf, String stdin)
      throws IOException, InterruptedException {
    return run(plugin, variables(command, conf), stdin);
  }

  private PluginCall run(ObjectNode plugin, Map<String, String> variables, String stdin)
      throws IOException, InterruptedException {
    Path executable = executable(plugin);
    return new PluginCall(
        executable, process.run(executable, variables, stdin, runtimeConf.timeout()));
  }

  /** Sets all variables, as libcni does; for STATUS and GC some are empty. */
  private Map<String, String> variables(CniCommand command, RuntimeConf conf) {
    Map<String, String> variables = new HashMap<>(conf.variables());
    variables.put("CNI_COMMAND", command.name());
    variables.put("CNI_CONTAINERID", conf.attachment().containerId());
    variables.put("CNI_NETNS", conf.netns());
    variables.put("CNI_IFNAME", conf.attachment().ifname());
    variables.put("CNI_ARGS", conf.args());
    variables.put("CNI_PATH", String.join(":", conf.path().stream().map(Path::toString).toList()));
    return variables;
  }

  private JsonNode resultOf(PluginCall call) throws IOException {
    String stdout = call.result().stdout();
    try {
      return mapper.readTree(
          AddResult.check(CniResponse.success(stdout), network.version().ofResults()).output());
    } catch (CniException e) {
      throw new IOException(
          call.executable()
              + " exited with status 0, but its result is wrong ("
              + e.error().message()
              + "): "
              + (stdout.length() > MOST_SHOWN ? stdout.substring(0, MOST_SHOWN) + "..." : stdout),
          e);
    }
  }

  /** Two plugins may have the same configuration; only one of them is the first. */
  @SuppressWarnings("ReferenceEquality")
  private Path executable(ObjectNode plugin) throws IOException {
    if (runtimeConf.first().isPresent() && plugin == network.plugins().getFirst()) {
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
