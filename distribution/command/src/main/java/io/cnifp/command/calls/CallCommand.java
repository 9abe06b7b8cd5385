package io.cnifp.command.calls;

import com.google.common.hash.Hashing;
import io.cnifp.api.CniCommand;
import io.cnifp.command.session.CommandException;
import io.cnifp.command.session.ExitStatus;
import io.cnifp.command.session.PathArgument;
import io.cnifp.command.session.Session;
import io.cnifp.command.session.Subcommand;
import io.cnifp.command.terminal.OutputOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    header = {"Run CNI plugins as a container runtime does.", ""},
    description = {
      "",
      "Runs the plugins of a network configuration with the environment and the input that libcni"
          + " gives them. Keeps the result of \"add\" and passes it to \"check\" and \"del\" as"
          + " prevResult.",
      "",
      "Prints what the last plugin prints and exits with its status (128 + n if signal n killed"
          + " it).",
      "",
      "CNI_ARGS, CAP_ARGS, CNI_IFNAME and CNI_PATH are used as cnitool uses them; options come"
          + " after them. \"gc\" takes attachments whose network namespace is gone for stale.",
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
  @Parameters(paramLabel = "VERB", description = "One of add, del, check, gc, status, version.")
  private String verb = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The network configuration (.conf or .conflist).")
  private String config = "";

  @Option(
      names = "--netns",
      paramLabel = "NAME",
      description = "The network namespace of the container: a name or a path.")
  private String netns = "";

  @Option(
      names = "--make-netns",
      description = "Create the namespace on add, and delete it after a del that succeeds.")
  private boolean makeNetns;

  @Option(
      names = "--ifname",
      paramLabel = "NAME",
      description = "The name of the interface (default: CNI_IFNAME, or eth0).")
  private Optional<String> ifname = Optional.empty();

  @Option(
      names = "--container",
      paramLabel = "ID",
      description = "The ID of the container (default: derived from --netns).")
  private Optional<String> container = Optional.empty();

  @Option(names = "--pod", paramLabel = "NAME", description = "The pod's name, for CNI_ARGS.")
  private Optional<String> pod = Optional.empty();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The pod's namespace, for CNI_ARGS.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--arg",
      paramLabel = "KEY=VALUE",
      description = "An argument for CNI_ARGS, such as IP=10.9.0.7.")
  private Map<String, String> arguments = new LinkedHashMap<>();

  @Option(
      names = "--cap-args",
      paramLabel = "JSON",
      description = "Capability arguments: an object with a value for each capability.")
  private String capabilityArguments = "";

  @Option(
      names = "--annotation",
      paramLabel = "KEY=VALUE",
      description = "An annotation of the pod, for plugins with that capability.")
  private Map<String, String> annotations = Map.of();

  @Option(
      names = "--failpoint",
      paramLabel = "FILE",
      description = "The failpoint file; sets CNI_FP_CONF.")
  private Optional<String> failpoint = Optional.empty();

  @Option(
      names = "--plugin",
      paramLabel = "PATH",
      description = "The executable to run instead of the first plugin.")
  private Optional<String> plugin = Optional.empty();

  @Option(
      names = "--path",
      paramLabel = "DIRS",
      split = ":",
      hideParamSyntax = true,
      description =
          "Directories of plugins, separated by colons (default: CNI_PATH, or the usual"
              + " directories and the one of cni-fp).")
  private List<String> path = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "The time limit of each plugin (default: 60s).")
  private Duration timeout = Duration.ofSeconds(60);

  @Mixin private OutputOption output = new OutputOption();

  /** Creates the subcommand. */
  public CallCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    CniCommand command =
        CniCommand.of(verb.toUpperCase(Locale.ROOT))
            .orElseThrow(() ->
                misused(
                    "unknown verb '"
                        + verb
                        + "'; it is one of add, del, check, gc, status, version"));
    if (netns.isEmpty() && (command == CniCommand.ADD || command == CniCommand.CHECK)) {
      throw misused(verb + " needs --netns");
    }
    NetworkNamespace inside = NetworkNamespace.of(netns);
    try {
      if (makeNetns && command == CniCommand.ADD) {
        inside.create();
      }
      ChainOutcome outcome = chain(inside).call(command);
      if (makeNetns && command == CniCommand.DEL && outcome.status() == 0) {
        inside.delete();
      }
      new CallAnswer(session.terminal(), verb).show(command, outcome, output.isJson());
      return outcome.status() == 0 && !outcome.problems().isEmpty()
          ? ExitStatus.FAILED
          : outcome.status();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.FAILED, verb + ": " + e.getMessage());
    }
  }

  private PluginChain chain(NetworkNamespace inside) {
    NetworkConfiguration network = network();
    RuntimeArguments given = runtimeArguments();
    String id =
        container.orElseGet(() ->
            "cni-fp-"
                + Hashing.sha256()
                    .hashString(netns, StandardCharsets.UTF_8)
                    .toString()
                    .substring(0, 10));
    Map<String, String> variables = new HashMap<>();
    failpoint.ifPresent(file -> variables.put("CNI_FP_CONF", PathArgument.parse(file).toString()));
    return new PluginChain(
        network,
        new RuntimeConf(
            new Attachment(network.name(), id, ifname()),
            netns.isEmpty() ? "" : inside.path().toString(),
            given.cniArgs(),
            directories(),
            plugin.map(PathArgument::parse),
            given.capabilityArgs(),
            variables,
            timeout),
        new ResultCache(session.state().resolve("results")),
        new PluginProcess(session.environment(), session.launcher()));
  }

  private NetworkConfiguration network() {
    Path file = PathArgument.parse(config);
    try {
      return NetworkConfiguration.load(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED,
          "the configuration " + file + " cannot be read: it does not exist, or is not text");
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitStatus.NO, "the configuration " + file + " " + e.getMessage());
    }
  }

  private String ifname() {
    String variable = session.environment().getOrDefault("CNI_IFNAME", "");
    return ifname.orElse(variable.isEmpty() ? "eth0" : variable);
  }

  private RuntimeArguments runtimeArguments() {
    Map<String, String> environment = session.environment();
    try {
      RuntimeArguments given =
          new RuntimeArguments()
              .args(environment.getOrDefault("CNI_ARGS", ""))
              .capabilities("CAP_ARGS", environment.getOrDefault("CAP_ARGS", ""))
              .capabilities("--cap-args", capabilityArguments)
              .annotations(annotations);
      arguments.forEach(given::arg);
      namespace.ifPresent(name -> given.arg("K8S_POD_NAMESPACE", name));
      pod.ifPresent(name -> given.arg("K8S_POD_NAME", name));
      return given;
    } catch (IllegalArgumentException e) {
      throw misused(String.valueOf(e.getMessage()));
    }
  }

  private List<Path> directories() {
    if (!path.isEmpty()) {
      return path.stream().map(PathArgument::parse).toList();
    }
    String variable = session.environment().getOrDefault("CNI_PATH", "");
    if (!variable.isEmpty()) {
      List<Path> named = new ArrayList<>();
      for (String directory : variable.split(":", -1)) {
        named.add(PathArgument.parse(directory));
      }
      return named;
    }
    return session.pluginDirectories();
  }

  private static CommandException misused(String message) {
    return new CommandException(ExitStatus.MISUSED, message + " (see cni-fp call --help)");
  }
}
