package io.cnifp.engine.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.engine.Engine;
import io.cnifp.engine.Engines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls of one example, made in this process, and what is claimed of them. */
final class DocumentedCalls implements AutoCloseable {
  private static final String RESULT = "{\"cniVersion\":\"1.1.0\",\"ips\":[]}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Engine engine;
  private final ObjectNode points = JSON.createObjectNode();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private ObjectNode netconf = JSON.createObjectNode();
  private Instant now = Instant.EPOCH;
  private int delegated;

  DocumentedCalls(Path directory) throws IOException {
    file = directory.resolve("failpoints.json");
    Path state = Files.createDirectories(directory.resolve("state"));
    engine =
        Engines.of(
            state,
            Engines.site(state, stderr),
            Map.of("bridge", new Bridge(), "portmap", new Bridge()),
            () -> now);
  }

  /** Sets a point of the file, or further members of the configuration. */
  void prepare(String name, String value) throws IOException {
    if (name.equals("netconf")) {
      netconf = (ObjectNode) JSON.readTree(value);
    } else {
      if (name.equals("atMost")) {
        points.put(name, Long.parseLong(value));
      } else {
        points.put(name, value);
      }
      JSON.writeValue(file.toFile(), points);
    }
  }

  String left(String point) throws IOException {
    return JSON.readTree(file.toFile()).path(point).asText();
  }

  /** Makes a call, such as {@code ADD pod=a}, and checks all that is claimed of it. */
  void call(String words, String claim) throws Exception {
    String[] parts = words.split(" ", -1);
    Map<String, String> environment = environment(parts);
    netconf.put("cniVersion", "1.1.0").put("name", "net");
    ObjectNode failpoint = netconf.withObject("/failpoint").put("confPath", file.toString());
    for (String part : parts) {
      now = part.startsWith("at=") ? Instant.parse(part.substring(3)) : now;
      if (part.startsWith("delegate=")) {
        failpoint.put("delegate", part.substring(9));
      }
    }
    stderr.reset();
    delegated = 0;
    String before = Files.readString(file);
    FutureTask<CniResponse> call =
        new FutureTask<>(() ->
            engine
                .call(environment, new ByteArrayInputStream(JSON.writeValueAsBytes(netconf)))
                .response());
    Thread caller = new Thread(call, words);
    long from = System.nanoTime();
    caller.start();
    if (claim.endsWith("waits")) {
      assertWaits(caller, call);
      assertThat(delegated).as(claim).isEqualTo(claim.startsWith("delegated") ? 1 : 0);
      return;
    }
    CniResponse response = call.get(30, TimeUnit.SECONDS);
    long millis = (System.nanoTime() - from) / 1_000_000;
    check(parts[0], response, claim, millis);
    if (claim.startsWith("refused")) {
      assertThat(file).hasContent(before);
    }
  }

  private void check(String command, CniResponse response, String claim, long millis) {
    String rest = claim;
    String after = head(rest, "after ");
    if (!after.isEmpty()) {
      assertThat(millis).as(claim).isGreaterThanOrEqualTo(Long.parseLong(after.replace("ms", "")));
      rest = tail(rest);
    }
    boolean calls = rest.equals("delegated") || rest.startsWith("delegated, ");
    assertThat(delegated).as(claim).isEqualTo(calls ? 1 : 0);
    rest = calls ? tail(rest) : rest;
    String printed = head(rest, "stderr: ");
    if (!printed.isEmpty()) {
      assertThat(stderr.toString(UTF_8)).as(claim).isEqualTo(printed + "\n");
      rest = tail(rest);
    }
    CniResponse expected = rest.isEmpty() && calls ? reply(command) : expected(rest);
    if (rest.startsWith("refused: ")) {
      assertThat(((CniResponse.Failure) response).error().message())
          .as(claim)
          .endsWith(": " + rest.substring("refused: ".length()));
    } else if (rest.startsWith("error ")) {
      assertThat(shown(((CniResponse.Failure) response))).as(claim).isEqualTo(rest);
    } else {
      assertThat(response).as(claim).isEqualTo(expected);
    }
  }

  /** The delegate's own reply: a result on ADD, nothing on other commands. */
  private static CniResponse reply(String command) {
    return CniResponse.success(command.equals("ADD") ? RESULT : "");
  }

  private static String shown(CniResponse.Failure failure) {
    String details = failure.error().details();
    return "error "
        + failure.error().code()
        + ": "
        + failure.error().message()
        + (details.isEmpty() ? "" : "; " + details);
  }

  private static CniResponse expected(String claim) {
    if (claim.equals("hangs")) {
      return new CniResponse.Hang();
    }
    if (claim.equals("empty stdout")) {
      return CniResponse.success("");
    }
    if (claim.startsWith("stdout: ")) {
      return CniResponse.success(claim.substring(8).translateEscapes());
    }
    if (claim.startsWith("killed by ")) {
      return new CniResponse.Signal(claim.substring(10));
    }
    if (claim.startsWith("exit ")) {
      String status = claim.substring(5).split(",", 2)[0];
      int said = claim.indexOf("stderr: ");
      int printed = claim.indexOf("stdout: ");
      return new CniResponse.Exit(
          Integer.parseInt(status),
          said < 0 ? "" : claim.substring(said + 8),
          printed < 0 ? "" : claim.substring(printed + 8));
    }
    assertThat(claim).as("claim").matches("(error \\d+|refused): .*");
    return CniResponse.success("");
  }

  /** The first of the parts that commas separate, without its prefix; empty if it has another. */
  private static String head(String claim, String prefix) {
    return claim.startsWith(prefix) ? claim.substring(prefix.length()).split(", ", 2)[0] : "";
  }

  private static String tail(String claim) {
    int comma = claim.indexOf(", ");
    return comma < 0 ? "" : claim.substring(comma + 2);
  }

  private static void assertWaits(Thread caller, FutureTask<CniResponse> call) throws Exception {
    long from = System.nanoTime();
    while (caller.getState() != Thread.State.TIMED_WAITING && !call.isDone()) {
      assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(30));
      Thread.onSpinWait();
    }
    try {
      assertThat(call.get(60, TimeUnit.MILLISECONDS)).isNull();
    } catch (TimeoutException e) {
      caller.interrupt();
      assertThat(call.get(30, TimeUnit.SECONDS))
          .isEqualTo(CniResponse.failure(999, "the call was interrupted"));
    }
  }

  private static Map<String, String> environment(String[] words) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CNI_COMMAND", words[0]);
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/run/netns/x");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    String args = "";
    for (int i = 1; i < words.length; i++) {
      String key = words[i].substring(0, words[i].indexOf('='));
      String value = words[i].substring(words[i].indexOf('=') + 1);
      args += key.equals("pod") ? "K8S_POD_NAME=" + value + ";" : "";
      args += key.equals("namespace") ? "K8S_POD_NAMESPACE=" + value + ";" : "";
    }
    environment.put("CNI_ARGS", args);
    return environment;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }

  /** The delegate of the examples; it counts its calls. */
  private final class Bridge implements DelegateProvider {
    @Override
    public Delegate create(DelegateContext context) {
      return this::reply;
    }

    private CniResponse reply(CniRequest request) {
      delegated++;
      return request
          .netconf()
          .get("ips")
          .map(ips -> CniResponse.success("{\"cniVersion\":\"1.1.0\",\"ips\":" + ips + "}"))
          .orElseGet(() -> (CniResponse.Success) DocumentedCalls.reply(request.command().name()));
    }
  }
}
