package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Third-party jars in an installation: where they may lie, what they see, whose names count. */
@DisplayName("a plugin")
class ExtensionsIT {
  private static final String LOGGER =
      """
      try {
        Object logger = Class.forName("org.slf4j.Logger").getConstructor().newInstance();
        return call -> CniResponse.failure(200, logger.toString());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      """;

  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void scene() throws IOException {
    scene = new Scene(directory);
  }

  @Nested
  @DisplayName("is found")
  class IsFound {

    @Test
    void asAJar() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(plugin("acme.jar"));
      assertThat(add("1*acme.hi")).contains("\"code\": 200", "\"msg\": \"hi\"");
      assertThat(scene.left()).contains("0*acme.hi");
    }

    @Test
    void asADirectoryOfJarsOfWhichOneHasItsDependency() throws Exception {
      Path dependency =
          new ExtensionJar()
              .source(
                  "lib.Greeting",
                  "package lib; public class Greeting {"
                      + " public static String text() { return \"from the library\"; } }")
              .write(plugin("acme/lib.jar"));
      new ExtensionJar()
          .against(dependency)
          .andAction(
              "acme.Hi", "acme.hi", "return call -> CniResponse.failure(200, lib.Greeting.text());")
          .write(plugin("acme/acme.jar"));
      assertThat(add("1*acme.hi")).contains("from the library");
    }

    @Test
    void inADirectoryOfThePolicysPluginDirs() throws Exception {
      Path elsewhere = directory.resolve("elsewhere");
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(elsewhere.resolve("acme.jar"));
      assertThat(add("1*acme.hi")).contains("unknown action");
      policy("{\"pluginDirs\":[\"" + elsewhere + "\"]}");
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }

    @Test
    void toBeMissingIfThePolicyNamesADirectoryThatIsNotThere() throws Exception {
      policy("{\"pluginDirs\":[\"" + directory.resolve("nowhere") + "\"]}");
      assertThat(add("1*acme.hi"))
          .contains("/nowhere could not be loaded: there is no such folder");
    }

    @Test
    void asADelegateByTheConfiguration() throws Exception {
      network().write(plugin("net.jar"));
      scene.file("{}").member("delegate", "\"acme.net\"");
      assertThat(call("ADD").stdout()).contains("\"ips\":[]");
    }

    @Test
    void asADelegateByTheExecutablesName() throws Exception {
      network().write(plugin("net.jar"));
      Path launcher = Files.copy(installed.image().launcher(), bin().resolve("cni-acme.net-fp"));
      try {
        scene.file("{}");
        ProcessResult finished =
            ProcessResult.of(List.of(launcher.toString()), scene.environment("ADD"), scene.stdin());
        assertThat(finished.stdout()).contains("\"ips\":[]");
      } finally {
        Files.delete(launcher);
      }
    }
  }

  /** Its constructor would end the process. */
  @Test
  void ofAnActionIsNotRunByACallThatLooksForADelegate() throws Exception {
    new ExtensionJar()
        .provider(
            FailpointActionProvider.class,
            "acme.Exit",
            "public Exit() { System.exit(3); } public String name() { return \"acme.exit\"; }"
                + "public FailpointAction create(ActionArguments arguments) { return null; }")
        .write(plugin("exit.jar"));
    network().write(plugin("net.jar"));
    scene.file("{}").member("delegate", "\"acme.net\"");
    assertThat(call("ADD").stdout()).contains("\"ips\":[]");
  }

  @Nested
  @DisplayName("sees")
  class Sees {

    @Test
    void theJdkAndTheApiAlone() throws Exception {
      ExtensionJar.failing("other.Hi", "other.hi", "hi").write(plugin("other.jar"));
      String[] visible = {"java.util.List", "sun.misc.Unsafe", "io.cnifp.api.spi.Delegate"};
      String[] hidden = {
        "io.cnifp.engine.CniPlugin",
        "io.cnifp.engine.Main",
        "io.cnifp.actions.ErrorAction",
        "io.cnifp.delegates.BridgeDelegate",
        "io.cnifp.api.json.JsonScanner",
        "org.slf4j.Logger",
        "org.slf4j.simple.SimpleLogger",
        "com.fasterxml.jackson.core.JsonFactory",
        "com.google.common.collect.ImmutableList",
        "picocli.CommandLine",
        "other.Hi"
      };
      ExtensionJar.action(
              "acme.Look",
              "acme.look",
              """
              return call -> {
                try {
                  Class.forName(arguments.requireRaw("a class"), false, Look.class.getClassLoader());
                  return CniResponse.failure(200, "visible");
                } catch (ClassNotFoundException e) {
                  return CniResponse.failure(200, "hidden");
                }
              };
              """)
          .write(plugin("acme.jar"));
      for (String name : visible) {
        assertThat(add("1*acme.look(" + name + ")")).as(name).contains("visible");
      }
      for (String name : hidden) {
        assertThat(add("1*acme.look(" + name + ")")).as(name).contains("hidden");
      }
    }

    @Test
    void itsOwnVersionOfALibraryThatTheImageHas() throws Exception {
      new ExtensionJar()
          .source(
              "org.slf4j.Logger",
              "package org.slf4j; public class Logger { public String toString() {"
                  + " return \"my own\"; } }")
          .andAction("acme.Hi", "acme.hi", LOGGER)
          .write(plugin("acme.jar"));
      assertThat(add("1*acme.hi")).contains("my own");
    }

    @Test
    void theEnginesApiEvenIfItBringsItAlong() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(plugin("acme/acme.jar"));
      new ExtensionJar()
          .source(
              "io.cnifp.api.spi.FailpointAction",
              "package io.cnifp.api.spi;" + " public interface FailpointAction { void other(); }")
          .write(plugin("acme/api.jar"));
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }
  }

  @Nested
  @DisplayName("is loaded")
  class IsLoaded {
    private Path trace;

    /** Its constructor leaves a file. */
    @BeforeEach
    void tracing() throws IOException {
      trace = directory.resolve("constructed");
      String constructor =
          "public Hi() throws java.io.IOException { java.nio.file.Files.createFile("
              + "java.nio.file.Path.of(\"%s\")); }".formatted(trace);
      new ExtensionJar()
          .provider(
              FailpointActionProvider.class,
              "acme.Hi",
              constructor
                  + "public String name() { return \"acme.hi\"; }"
                  + "public FailpointAction create(ActionArguments a) {"
                  + " return call -> call.proceed(); }")
          .write(plugin("acme.jar"));
    }

    @Test
    void byNoCallThatNamesOnlyWhatIsBuiltIn() throws Exception {
      for (String command : new String[] {"VERSION", "ADD", "CHECK", "DEL", "GC", "STATUS"}) {
        scene.file(
            "{\"cmdAdd\":\"1*off->50%print(x)->2*delay(1)\",\"cmdDel\":\"error(x)\","
                + "\"afterAdd\":\"1*patch{set='/mtu=1'}\"}");
        call(command);
        assertThat(trace).as(command).doesNotExist();
      }
      scene.member("delegate", "{\"type\":\"fixed\",\"result\":{}}");
      call("ADD");
      assertThat(trace).doesNotExist();
    }

    @Test
    void byACallWithoutAFailpointFile() throws Exception {
      scene.file("{\"cmdDel\":\"acme.hi\"}");
      assertThat(call("ADD").stdout()).isEqualTo(Scene.RESULT);
      assertThat(trace).doesNotExist();
    }

    @Test
    void onceByACallThatNamesItTwice() throws Exception {
      assertThat(add("acme.hi+off->acme.hi")).isEqualTo(Scene.RESULT);
      assertThat(trace).exists();
    }

    @Test
    void byACallThatNamesAnUnknownActionOrDelegate() throws Exception {
      assertThat(add("acme.other")).contains("unknown action");
      assertThat(trace).exists();
      Files.delete(trace);
      scene.file("{}").member("delegate", "\"ipvlan\"");
      assertThat(call("ADD").stdout()).contains("failed to find plugin \\\"ipvlan\\\"");
      assertThat(trace).exists();
    }
  }

  @Nested
  @DisplayName("with a name")
  class WithAName {

    @Test
    void thatIsBuiltInIsNotUsed() throws Exception {
      ExtensionJar.failing("acme.Error", "error", "taken over").write(plugin("error.jar"));
      ExtensionJar.delegate("acme.Bridge", "bridge", "return call -> null;")
          .write(plugin("bridge.jar"));
      assertThat(add("1*error(x)->off")).contains("\"msg\": \"x\"");
      assertThat(call("ADD").stdout()).isEqualTo(Scene.RESULT);
    }

    @Test
    void withoutADotIsRefused() throws Exception {
      ExtensionJar.failing("acme.Hi", "hi", "hi").write(plugin("acme.jar"));
      assertThat(add("1*hi"))
          .contains(
              "\\\"hi\\\" is brought by", "acme.jar", "names without a dot are the project's");
      assertThat(scene.left()).contains("1*hi");
    }

    @Test
    void thatAnotherOneHasTooIsAnErrorThatNamesBoth() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "a").write(plugin("a.jar"));
      ExtensionJar.failing("acme.Hi", "acme.hi", "b").write(plugin("b.jar"));
      ExtensionJar.failing("acme.Good", "acme.good", "good").write(plugin("c.jar"));
      assertThat(add("1*acme.hi"))
          .contains("\\\"acme.hi\\\" is brought by both", "/a.jar and", "/b.jar: remove one");
      assertThat(scene.left()).contains("1*acme.hi");
      assertThat(scene.calls()).isEmpty();
      assertThat(add("1*acme.good")).contains("\"msg\": \"good\"");
    }

    @Test
    void ofADelegateThatAnotherOneHasTooIsAnErrorThatNamesBoth() throws Exception {
      network().write(plugin("a.jar"));
      network().write(plugin("b/b.jar"));
      scene.file("{}").member("delegate", "\"acme.net\"");
      assertThat(call("ADD").stdout())
          .contains("\"code\": 7", "the delegate acme.net is brought by both", "/a.jar and", "/b");
    }

    @Test
    void thatTwoOfItsOwnClassesHaveIsAProblem() throws Exception {
      ExtensionJar.failing("acme.A", "acme.hi", "a")
          .andAction("acme.B", "acme.hi", "return null;")
          .write(plugin("acme.jar"));
      assertThat(add("1*acme.other")).contains("two of its classes have the name acme.hi");
    }
  }

  @Nested
  @DisplayName("that prints")
  class ThatPrints {

    @Test
    void doesNotReachStandardOutput() throws Exception {
      String print = "System.out.println(\"noise\");";
      new ExtensionJar()
          .provider(
              FailpointActionProvider.class,
              "acme.Hi",
              "static { "
                  + print
                  + " } public Hi() { "
                  + print
                  + " }"
                  + "public String name() { "
                  + print
                  + " return \"acme.hi\"; }"
                  + "public FailpointAction create(ActionArguments a) { "
                  + print
                  + " return call -> { "
                  + print
                  + " return call.proceed(); }; }")
          .write(plugin("acme.jar"));
      scene.failpoint("cmdAdd", "1*acme.hi");
      ProcessResult finished = call("ADD");
      assertThat(finished.stdout()).isEqualTo(Scene.RESULT);
      assertThat(finished.stderr()).isEqualTo("noise\n".repeat(5));
    }

    @Test
    void asADelegateDoesNotReachStandardOutputEither() throws Exception {
      ExtensionJar.delegate(
              "acme.Net",
              "acme.net",
              "System.out.println(\"noise\");return call -> { System.out.print(\"é\"); return"
                  + " CniResponse.success(\"{}\"); };")
          .write(plugin("net.jar"));
      scene.file("{}").member("delegate", "\"acme.net\"");
      assertThat(call("ADD").stdout()).isEqualTo("{\n    \"cniVersion\": \"1.1.0\"\n}\n");
    }
  }

  private static ExtensionJar network() throws IOException {
    return ExtensionJar.delegate(
        "acme.Net",
        "acme.net",
        "return call -> CniResponse.success("
            + "call.command() == CniCommand.ADD ? \"{\\\"ips\\\":[]}\" : \"\");");
  }

  private String add(String failpoint) throws Exception {
    scene.failpoint("cmdAdd", failpoint);
    return call("ADD").stdout();
  }

  private ProcessResult call(String command) throws Exception {
    return scene.call(installed.image(), command);
  }

  private void policy(String json) throws IOException {
    Path policy = Files.writeString(directory.resolve("policy.json"), json);
    scene.variable("CNI_FP_POLICY", policy.toString());
  }

  private static Path bin() {
    return installed.image().root().resolve("bin");
  }

  private static Path plugin(String name) {
    return installed.extensions().resolve(name);
  }
}
