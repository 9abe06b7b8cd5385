package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a failpoint file may do, for each policy preset, action, point and command and for whoever
 * names the file: what the table in docs/security.md says, through the image.
 *
 * <p>{@code ./verify --long} makes the calls of all combinations.
 */
@DisplayName("what a failpoint file may do")
class AnnotationRightsIT {
  private static final boolean ALL = Boolean.getBoolean("cnifp.long");
  private static final List<String> COMMANDS =
      List.of("ADD", "DEL", "CHECK", "GC", "STATUS", "VERSION");
  private static final Map<String, String> POINTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cmdAdd", "ADD"),
              Map.entry("afterAdd", "ADD"),
              Map.entry("cmdDel", "DEL"),
              Map.entry("afterDel", "DEL"),
              Map.entry("cmdCheck", "CHECK"),
              Map.entry("afterCheck", "CHECK"),
              Map.entry("cmdGc", "GC"),
              Map.entry("afterGc", "GC"),
              Map.entry("cmdStatus", "STATUS"),
              Map.entry("afterStatus", "STATUS"),
              Map.entry("cmdVersion", "VERSION")));

  /** Each action in a form that ends at once; hang does not, and is killed. */
  private static final Map<String, String> FORMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("abort", "abort(1h)"),
              Map.entry("append", "append(x)"),
              Map.entry("delay", "delay(1)"),
              Map.entry("error", "error(boom)"),
              Map.entry("exit", "exit(3)"),
              Map.entry("hang", "hang"),
              Map.entry("kill", "kill(TERM)"),
              Map.entry("off", "off"),
              Map.entry("panic", "panic(boom)"),
              Map.entry("patch", "patch({\"x\":1})"),
              Map.entry("pause", "pause{timeout=1ms}"),
              Map.entry("prepend", "prepend(x)"),
              Map.entry("print", "print(x)"),
              Map.entry("return", "return(x)"),
              Map.entry("sleep", "sleep(1)"),
              Map.entry("spin", "spin(1ms)"),
              Map.entry("truncate", "truncate(1)")));

  @TempDir private static Path shared;
  private static RightsTable table;
  private static final Map<String, String> POLICIES = new HashMap<>();

  @TempDir private Path directory;

  @BeforeAll
  static void policies() throws Exception {
    table = RightsTable.read(Path.of("../../docs/security.md"));
    for (String preset : List.of("reference", "test-node", "locked")) {
      String text = new CniFp(shared).run("policy", "show", preset).stdout();
      POLICIES.put(preset, text.equals("no policy\n") ? "" : text);
    }
  }

  @Test
  void isTestedForEachActionAndEachPoint() throws Exception {
    JsonNode actions =
        new ObjectMapper().readTree(new CniFp(shared).run("actions", "-o", "json").stdout());
    List<String> names = new ArrayList<>();
    actions.path("actions").forEach(action -> names.add(action.path("name").asText()));
    assertThat(FORMS.keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(POLICIES.get("test-node")).contains("\"annotationPoints\": \"all\"");
  }

  static Stream<Arguments> combinations() {
    return POLICIES.keySet().stream()
        .flatMap(preset -> Stream.of(Source.values()).map(source -> Arguments.of(preset, source)));
  }

  /** What can name a failpoint file. */
  enum Source {
    ANNOTATION,
    CONFIGURATION,
    ENVIRONMENT
  }

  @ParameterizedTest(name = "under {0}, named by the {1}")
  @MethodSource("combinations")
  void isWhatTheTableSays(String preset, Source source) throws Exception {
    List<Callable<String>> cells = new ArrayList<>();
    for (String action : FORMS.keySet()) {
      for (Map.Entry<String, String> point : POINTS.entrySet()) {
        for (String command : COMMANDS) {
          if (isMade(source, action, point.getKey(), command, point.getValue())) {
            Cell cell = new Cell(preset, source, action, point.getKey(), command);
            cells.add(() -> cell.deviation(directory));
          }
        }
      }
    }
    List<String> deviations = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<String> deviation : threads.invokeAll(cells)) {
        deviations.add(deviation.get());
      }
    }
    assertThat(deviations).hasSizeGreaterThan(20).containsOnly("");
  }

  /**
   * Of the combinations, {@code ./verify} makes those of an annotation's file and its own command;
   * and, where nothing is to be expected from the action, one for each action and each point.
   */
  private static boolean isMade(
      Source source, String action, String point, String command, String own) {
    if (action.equals("abort") && point.startsWith("after")) {
      // It is an error there, whoever says it.
      return false;
    }
    if (ALL) {
      return true;
    }
    boolean sample = action.equals("error") || point.equals("cmdAdd");
    return command.equals(own)
        ? source == Source.ANNOTATION || sample
        : source == Source.ANNOTATION && action.equals("return");
  }

  /** One combination. */
  private record Cell(String preset, Source source, String action, String point, String command) {

    /** Returns how a call differs from what the table says; empty text if it does not. */
    String deviation(Path root) throws IOException {
      Path directory =
          Files.createDirectories(
              root.resolve(String.join("-", preset, "" + source, action, point, command)));
      Path file =
          Files.writeString(
              directory.resolve("f.json"),
              "{\"%s\":\"1*%s\"}".formatted(point, FORMS.get(action).replace("\"", "\\\"")));
      String before = Files.readString(file);
      ProcessResult.Running call = call(directory, file);
      if (expected().equals("fires") && action.equals("hang")) {
        Eventually.holds("the hang has fired", () -> !Files.readString(file).equals(before));
        call.discard();
        return "";
      }
      ProcessResult ended = call.await();
      boolean fired = !Files.readString(file).equals(before);
      Path delegated = directory.resolve("calls");
      boolean delegateRan = Files.exists(delegated);
      boolean asExpected =
          switch (expected()) {
            case "fires" -> fired;
            case "ignored", "nothing" -> !fired && ended.isSuccess() && ran(delegateRan);
            case "refused" ->
                !fired
                    && (command.equals("DEL")
                        ? ended.isSuccess() && delegateRan
                        : !delegateRan
                            && ended.code() == 999
                            && ended.message().matches(".*\\(annotation(Actions|Points)\\).*"));
            default -> throw new AssertionError("what does " + expected() + " mean?");
          };
      return asExpected ? "" : this + ": fired " + fired + ", " + ended;
    }

    /** VERSION is answered without the delegate. */
    private boolean ran(boolean delegateRan) {
      return delegateRan != command.equals("VERSION");
    }

    private String expected() {
      if (!POINTS.get(point).equals(command)) {
        return preset.equals("locked") && source == Source.ANNOTATION ? "ignored" : "nothing";
      }
      return source == Source.ANNOTATION ? table.outcome(preset, action, point) : "fires";
    }

    private ProcessResult.Running call(Path directory, Path file) throws IOException {
      Path bin = Files.createDirectories(directory.resolve("bin"));
      Path delegate =
          Files.writeString(
              bin.resolve("bridge"),
              "#!/bin/sh\ncat >/dev/null\necho $CNI_COMMAND >>"
                  + directory
                  + "/calls\n[ $CNI_COMMAND != ADD ] || echo '{\"cniVersion\":\"1.1.0\"}'\n");
      Files.setPosixFilePermissions(delegate, PosixFilePermissions.fromString("rwxr-xr-x"));
      ProcessBuilder builder = new ProcessBuilder(Image.built().launcher().toString());
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("PATH", "/usr/bin:/bin");
      environment.put("CNI_COMMAND", command);
      environment.put("CNI_CONTAINERID", "c1");
      environment.put("CNI_NETNS", "/var/run/netns/none");
      environment.put("CNI_IFNAME", "eth0");
      environment.put("CNI_PATH", bin.toString());
      environment.put("CNI_FP_STATE_DIR", Files.createDirectories(directory.resolve("s")) + "");
      environment.put("CNI_FP_POLICY", policy(directory));
      String named = "";
      switch (source) {
        case ANNOTATION ->
            named =
                ",\"runtimeConfig\":{\"io.kubernetes.cri.pod-annotations\":"
                    + "{\"failpoint.cni.containerd.io/confpath\":\""
                    + file
                    + "\"}}";
        case CONFIGURATION -> named = ",\"failpoint\":{\"confPath\":\"" + file + "\"}";
        case ENVIRONMENT -> environment.put("CNI_FP_CONF", file.toString());
      }
      return ProcessResult.Running.start(
          builder,
          "{\"cniVersion\":\"1.1.0\",\"name\":\"net\",\"type\":\"cni-bridge-fp\"" + named + "}");
    }

    /** The preset's policy, with files in the test's own directory. */
    private String policy(Path directory) throws IOException {
      String text = POLICIES.get(preset).replace("/var/lib/cni-fp/points", directory.toString());
      return Files.writeString(directory.resolve("p.json"), text.isEmpty() ? "{}" : text) + "";
    }
  }
}
