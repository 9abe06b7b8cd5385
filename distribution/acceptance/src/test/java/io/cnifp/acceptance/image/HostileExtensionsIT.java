package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an extension's code may do, times where: each call that names it has one JSON document on
 * standard output or the death that the code has chosen, the document names the extension, and a
 * call that names another extension beside it is unharmed.
 */
@DisplayName("a hostile extension")
class HostileExtensionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a call ends whose extension does something. */
  enum End {
    /** An error that names the extension. */
    NAMED,
    /** The code's own error, whatever it says, in a bounded text. */
    OWN,
    /** As if the extension had done nothing. */
    UNHARMED,
    /** Exit status 7 without a reply. */
    DEAD
  }

  /** What the code does. */
  enum What {
    EXCEPTION(End.NAMED, "throw new IllegalStateException(\"no\");"),
    ERROR(End.NAMED, "throw new AssertionError(\"no\");"),
    CHECKED(End.NAMED, "Sneaky.raise(new java.io.IOException(\"no\"));"),
    NULL_MESSAGE(End.NAMED, "throw new RuntimeException((String) null);"),
    LONG_MESSAGE(End.NAMED, "throw new RuntimeException(\"x\".repeat(5_000_000));"),
    BAD_MESSAGE(
        End.NAMED,
        "throw new RuntimeException() { public String getMessage() { throw new Error(); }"
            + " public String toString() { throw new Error(); } };"),
    STACK_OVERFLOW(End.NAMED, "Sneaky.deeper();"),
    OUT_OF_MEMORY(End.NAMED, "throw new OutOfMemoryError(\"no\");"),
    LINKAGE(End.NAMED, "throw new NoClassDefFoundError(\"acme/Missing\");"),
    INTERNAL(End.NAMED, "throw new InternalError(\"no\");"),
    SECURITY(End.NAMED, "throw new SecurityException(\"no\");"),
    EXIT_0(End.NAMED, "System.exit(0);"),
    EXIT_3(End.NAMED, "Runtime.getRuntime().exit(3);"),
    HALT(End.DEAD, "Runtime.getRuntime().halt(7);"),
    CNI_EXCEPTION(End.OWN, "throw new CniException(200, \"x\".repeat(5_000_000));"),
    INTERRUPT_FLAG(End.UNHARMED, "Thread.currentThread().interrupt();"),
    PRINT(End.UNHARMED, "System.out.println(\"{}\");"),
    CLOSE(End.UNHARMED, "System.out.close();"),
    THREAD(
        End.UNHARMED,
        "new Thread(() -> { try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) {"
            + " } }).start();"),
    LOADER(End.UNHARMED, "Thread.currentThread().setContextClassLoader(null);"),
    HANDLER(
        End.UNHARMED,
        "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { throw new Error(); });"),
    HOOK(
        End.UNHARMED,
        "Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(\"{}\")));"),
    PRIORITY(End.UNHARMED, "Thread.currentThread().setName(null + \"\");");

    private final End end;
    private final String code;

    What(End end, String code) {
      this.end = end;
      this.code = code;
    }
  }

  /** Where the code does it. */
  enum Where {
    ACTION_STATIC_INITIALIZER(true, "static { if (true) { CODE } }", "", ""),
    ACTION_CONSTRUCTOR(true, "public NAME() { if (true) { CODE } }", "", ""),
    ACTION_CREATE(true, "", "if (true) { CODE }", ""),
    ACTION_APPLY(true, "", "", "if (true) { CODE }"),
    ACTION_APPLY_AFTER(true, "", "", "if (true) { CODE }"),
    DELEGATE_STATIC_INITIALIZER(false, "static { if (true) { CODE } }", "", ""),
    DELEGATE_CONSTRUCTOR(false, "public NAME() { if (true) { CODE } }", "", ""),
    DELEGATE_CREATE(false, "", "if (true) { CODE }", ""),
    DELEGATE_INVOKE(false, "", "", "if (true) { CODE }");

    private final boolean action;
    private final String member;
    private final String create;
    private final String work;

    Where(boolean action, String member, String create, String work) {
      this.action = action;
      this.member = member;
      this.create = create;
      this.work = work;
    }

    String source(String name, String code) {
      String body =
          action
              ? "public FailpointAction create(ActionArguments a, ActionContext c) { CREATE return"
                  + " invocation -> { WORK return invocation.proceed(); }; }"
              : "public Delegate create(DelegateContext c) { CREATE return request -> { WORK return"
                  + " CniResponse.success(\"{\\\"cniVersion\\\":\\\"1.1.0\\\"}\"); }; }";
      return ("package acme; import io.cnifp.api.*; import io.cnifp.api.spi.*;"
              + " @ProviderInfo(name = \"acme.hostile\") public final class NAME implements "
              + service().getSimpleName()
              + " { MEMBER "
              + body
              + " static final class Sneaky { static int depth;"
              + " static <T extends Throwable> void raise(Throwable t) throws T { throw (T) t; }"
              + " static void deeper() { depth++; deeper(); } } }")
          .replace("MEMBER", member)
          .replace("CREATE", create)
          .replace("WORK", work)
          .replace("CODE", code.replace("Sneaky.raise(", "Sneaky.<RuntimeException>raise("))
          .replace("NAME", name);
    }

    /**
     * A constructor's error is none of the call's, and a delegate's caller may not be interrupted.
     */
    End endOf(What what) {
      if (what == What.CNI_EXCEPTION && !member.isEmpty()) {
        return End.NAMED;
      }
      return what == What.INTERRUPT_FLAG && this == ACTION_APPLY ? End.NAMED : what.end;
    }

    Class<?> service() {
      return action ? FailpointActionProvider.class : DelegateProvider.class;
    }
  }

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Map<String, String> sources = new TreeMap<>();
    Map<String, Class<?>> services = new TreeMap<>();
    for (Where where : Where.values()) {
      for (What what : What.values()) {
        String name = where + "_" + what;
        sources.put("acme." + name, where.source(name, what.code));
        services.put("acme." + name, where.service());
      }
    }
    assertThat(sources).hasSizeGreaterThanOrEqualTo(200);
    ExtensionJar good = ExtensionJar.failing("acme.Good", "acme.good", "good");
    for (Map.Entry<String, ExtensionJar> jar :
        ExtensionJar.compiled(sources, services).entrySet()) {
      Path extensions = shared.resolve(jar.getKey().substring("acme.".length()));
      jar.getValue().write(extensions.resolve("hostile.jar"));
      good.write(extensions.resolve("good.jar"));
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void harmsItsOwnCallAlone(Where where) throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    for (What what : What.values()) {
      calls.add(() -> deviation(where, what));
    }
    List<String> deviations = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<String> each : threads.invokeAll(calls)) {
        deviations.add(each.get());
      }
    }
    assertThat(deviations).containsOnly("");
  }

  /** Makes the two calls of a pair; returns what is wrong, empty if nothing. */
  private String deviation(Where where, What what) throws Exception {
    Scene scene = scene(where + "_" + what);
    String point = where == Where.ACTION_APPLY_AFTER ? "afterAdd" : "cmdAdd";
    ProcessResult good = scene.failpoint("cmdAdd", "1*acme.good").call(Image.built(), "ADD");
    if (!good.stdout().contains("\"msg\": \"good\"")) {
      return what + ": another extension's call is harmed: " + good;
    }
    if (where.action) {
      scene.failpoint(point, "1*acme.hostile");
    } else {
      scene.file("{}").delegatedTo("\"acme.hostile\"");
    }
    ProcessResult hostile = scene.call(Image.built(), "ADD");
    String problem = problem(where.endOf(what), hostile);
    return problem.isEmpty() ? "" : what + ": " + problem + ": " + hostile;
  }

  private static String problem(End end, ProcessResult call) throws Exception {
    if (end == End.DEAD) {
      return call.status() == 7 && call.stdout().isEmpty() ? "" : "it should have died";
    }
    if (call.stdout().length() > 20_000) {
      return "the reply is " + call.stdout().length() + " characters long";
    }
    JsonNode reply;
    try (var document = JSON.getFactory().createParser(call.stdout())) {
      reply = JSON.readTree(document);
      if (document.nextToken() != null) {
        return "there is more than one document";
      }
    }
    String message = reply.path("msg").asText();
    return switch (end) {
      case NAMED ->
          call.status() == 1 && message.contains("acme.hostile") && message.contains("hostile.jar")
              ? ""
              : "the extension is not named";
      case OWN ->
          call.status() == 1 && reply.path("code").asInt() == 200 ? "" : "it is another error";
      default -> call.status() == 0 && message.isEmpty() ? "" : "the call should have succeeded";
    };
  }

  private Scene scene(String name) throws Exception {
    Path own = Files.createDirectories(directory.resolve(name));
    Path policy = own.resolve("policy.json");
    Files.writeString(policy, "{\"extensionDirs\": [\"" + shared.resolve(name) + "\"]}");
    return new Scene(own).variable("CNI_FP_POLICY", policy.toString());
  }

  /** Three providers' creations that never end, so that the test takes five seconds once. */
  @Test
  void thatHangsWhileItIsCreatedFailsTheCallAfterFiveSeconds() throws Exception {
    String forever =
        "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }";
    List<Callable<String>> calls = new ArrayList<>();
    for (Where where :
        List.of(Where.ACTION_CONSTRUCTOR, Where.ACTION_CREATE, Where.DELEGATE_CREATE)) {
      calls.add(() -> {
        String name = where + "_HANG";
        String type = "acme." + name;
        ExtensionJar.compiled(
                Map.of(type, where.source(name, forever)), Map.of(type, where.service()))
            .get(type)
            .write(shared.resolve(name).resolve("hostile.jar"));
        Scene scene = scene(name);
        if (where.action) {
          scene.failpoint("cmdAdd", "1*acme.hostile");
        } else {
          scene.file("{}").delegatedTo("\"acme.hostile\"");
        }
        ProcessResult call = scene.call(Image.built(), "ADD");
        boolean told =
            call.status() == 1
                && call.message().contains("hostile.jar")
                && call.message().contains("did not end in 5 seconds while it was created");
        return told && !scene.left().contains("0*") ? "" : where + ": " + call;
      });
    }
    List<String> deviations = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<String> each : threads.invokeAll(calls)) {
        deviations.add(each.get());
      }
    }
    assertThat(deviations).containsOnly("");
  }
}
