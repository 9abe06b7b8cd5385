package io.cnifp.cli.command;

import com.google.common.hash.Hashing;
import io.cnifp.api.CniCommand;
import io.cnifp.cli.network.KeptResults;
import io.cnifp.cli.network.KeptResults.Attachment;
import io.cnifp.cli.network.NetworkConfiguration;
import io.cnifp.cli.network.NetworkNamespace;
import io.cnifp.cli.network.PluginChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cni-fp call}. */
@Command(
    description = {
      "Runs the plugins of a network as a runtime would: add, del, check, gc, status or version.",
      "",
      "The result of an add is kept: check and del get it as prevResult. Standard output is the"
          + " plugin's, and so is the exit status (128 + n if signal n ended it).",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  cni-fp call add --config /etc/cni/net.d/10-net.conflist --netns test \\",
      "    --make-netns --failpoint /tmp/f.json"
    })
public final class CallCommand extends Subcommand {
  @Parameters(paramLabel = "VERB", description = "add, del, check, gc, status or version.")
  private String verb = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The network configuration, of one plugin or a list.")
  private String config = "";

  @Option(
      names = "--netns",
      paramLabel = "NAME",
      description = "The container's network namespace: a name, or a path.")
  private String netns = "";

  @Option(
      names = "--make-netns",
      description = "add makes the namespace if it isn't there, a successful del removes it.")
  private boolean makeNetns;

  @Option(names = "--ifname", paramLabel = "NAME", description = "The interface (default: eth0).")
  private String ifname = "eth0";

  @Option(
      names = "--container",
      paramLabel = "ID",
      description = "The container (default: made from --netns).")
  private Optional<String> container = Optional.empty();

  @Option(names = "--pod", paramLabel = "NAME", description = "K8S_POD_NAME of CNI_ARGS.")
  private Optional<String> pod = Optional.empty();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "K8S_POD_NAMESPACE of CNI_ARGS.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--annotation",
      paramLabel = "KEY=VALUE",
      description = "An annotation of the pod, for plugins that declare that capability.")
  private Map<String, String> annotations = Map.of();

  @Option(
      names = "--failpoint",
      paramLabel = "FILE",
      description = "The failpoint file, by CNI_FP_CONF: for any plugin of cni-fp and any verb.")
  private Optional<String> failpoint = Optional.empty();

  @Option(
      names = "--plugin",
      paramLabel = "PATH",
      description = "The executable to run in the place of the first plugin's.")
  private Optional<String> plugin = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "FOLDERS",
      split = ":",
      hideParamSyntax = true,
      description =
          "The folders of plugins (default: CNI_PATH, else the usual ones and cni-fp's own).")
  private List<String> path = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one plugin may take (default: 60s).")
  private Duration timeout = Duration.ofSeconds(60);

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the command. */
  public CallCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    CniCommand command =
        CniCommand.of(verb.toUpperCase(Locale.ROOT))
            .orElseThrow(
                () -> misused("'" + verb + "' is none of add, del, check, gc, status, version"));
    if (netns.isEmpty() && (command == CniCommand.ADD || command == CniCommand.CHECK)) {
      throw misused(verb + " needs --netns");
    }
    NetworkNamespace inside = NetworkNamespace.of(netns);
    try {
      if (makeNetns && command == CniCommand.ADD) {
        inside.make();
      }
      List<PluginChain.Part> parts = chain(inside).call(command);
      if (parts.isEmpty()) {
        session
            .terminal()
            .error("cni-fp: check: nothing was run, as by the configuration libcni runs nothing");
        return ExitStatus.DONE;
      }
      PluginChain.Part last = parts.getLast();
      if (makeNetns && command == CniCommand.DEL && last.ended().status() == 0) {
        inside.remove();
      }
      show(command, parts);
      return last.ended().status();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.FAILED, verb + ": " + e.getMessage());
    }
  }

  private PluginChain chain(NetworkNamespace inside) {
    NetworkConfiguration network = network();
    String id =
        container.orElseGet(() ->
            "cni-fp-"
                + Hashing.sha256()
                    .hashString(netns, StandardCharsets.UTF_8)
                    .toString()
                    .substring(0, 10));
    Map<String, String> variables = new HashMap<>();
    failpoint.ifPresent(file -> variables.put("CNI_FP_CONF", Session.path(file).toString()));
    return new PluginChain(
        network,
        new PluginChain.Surroundings(
            new Attachment(network.name(), id, ifname),
            netns.isEmpty() ? "" : inside.path().toString(),
            args(),
            folders(),
            plugin.map(Session::path),
            Map.of("io.kubernetes.cri.pod-annotations", annotations),
            variables,
            timeout),
        new KeptResults(session.state().resolve("results")));
  }

  private NetworkConfiguration network() {
    Path file = Session.path(config);
    try {
      return NetworkConfiguration.parse(Files.readString(file));
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED,
          "the configuration " + file + " can't be read: it isn't there, or no text");
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.NO, "the configuration " + file + " " + e.getMessage());
    }
  }

  private String args() {
    List<String> args = new ArrayList<>(List.of("IgnoreUnknown=1"));
    namespace.ifPresent(name -> args.add("K8S_POD_NAMESPACE=" + name));
    pod.ifPresent(name -> args.add("K8S_POD_NAME=" + name));
    return String.join(";", args);
  }

  private List<Path> folders() {
    if (!path.isEmpty()) {
      return path.stream().map(Session::path).toList();
    }
    String variable = session.environment().getOrDefault("CNI_PATH", "");
    if (!variable.isEmpty()) {
      List<Path> named = new ArrayList<>();
      for (String folder : variable.split(":", -1)) {
        named.add(Session.path(folder));
      }
      return named;
    }
    return session.pluginFolders();
  }

  private void show(CniCommand command, List<PluginChain.Part> parts) {
    Terminal terminal = session.terminal();
    PluginChain.Part last = parts.getLast();
    if (output.isJson()) {
      terminal.json(parts.stream().map(CallCommand::answer).toList());
      return;
    }
    for (PluginChain.Part part : parts) {
      terminal.err().print(part.ended().stderr());
    }
    String stdout = last.ended().stdout();
    terminal.out().print(stdout);
    if (terminal.colours() && !stdout.isEmpty() && !stdout.endsWith("\n")) {
      terminal.line("");
    }
    if (last.ended().status() != 0) {
      terminal.error(
          "cni-fp: "
              + command
              + ": "
              + last.executable()
              + " ended with "
              + how(last.ended().status()));
    }
  }

  private static Map<String, Object> answer(PluginChain.Part part) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("plugin", part.executable().toString());
    answer.put("status", part.ended().status());
    answer.put("milliseconds", part.ended().elapsed().toMillis());
    answer.put("stdout", part.ended().stdout());
    answer.put("stderr", part.ended().stderr());
    return answer;
  }

  private static String how(int status) {
    return status > 128 && status <= 128 + 64 ? "signal " + (status - 128) : "status " + status;
  }

  private static CommandException misused(String message) {
    return new CommandException(ExitStatus.MISUSED, message + " (see cni-fp call --help)");
  }
}
