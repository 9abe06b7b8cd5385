package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Eventually;
import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jars of others in an installation: when their code runs, what it sees and where it prints. */
@DisplayName("the code of an extension")
class ExtensionCodeIT {
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
  @DisplayName("sees")
  class Sees {

    @Test
    void theJdkAndTheApiAlone() throws Exception {
      ExtensionJar.failing("other.Hi", "other.hi", "hi").write(extension("other.jar"));
      String[] visible = {"java.util.List", "sun.misc.Unsafe", "io.cnifp.api.json.JsonValue"};
      String[] hidden = {
        "io.cnifp.engine.Engine",
        "io.cnifp.engine.Main",
        "io.cnifp.actions.ErrorActionProvider",
        "io.cnifp.delegates.BridgeDelegateProvider",
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
                  Class.forName(arguments.raw().orElseThrow(), false, Look.class.getClassLoader());
                  return CniResponse.failure(200, "visible");
                } catch (ClassNotFoundException e) {
                  return CniResponse.failure(200, "hidden");
                }
              };
              """)
          .write(extension("acme.jar"));
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
          .write(extension("acme.jar"));
      assertThat(add("1*acme.hi")).contains("my own");
    }

    @Test
    void theEnginesApiEvenIfItBringsItAlong() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension("acme/acme.jar"));
      new ExtensionJar()
          .source(
              "io.cnifp.api.spi.FailpointAction",
              "package io.cnifp.api.spi;" + " public interface FailpointAction { void other(); }")
          .write(extension("acme/api.jar"));
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
      new ExtensionJar()
          .provider(
              FailpointActionProvider.class,
              "acme.hi",
              "acme.Hi",
              """
              public Hi() throws java.io.IOException {
                java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
              }
              public FailpointAction create(ActionArguments a, ActionContext c) { return call -> call.proceed(); }
              """
                  .formatted(trace))
          .write(extension("acme.jar"));
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
      scene.delegatedTo("{\"type\":\"fixed\",\"result\":{}}");
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
    void byNoCallThatNamesAnUnknownActionOrDelegate() throws Exception {
      assertThat(add("acme.other")).contains("unknown action");
      scene.file("{}").delegatedTo("\"ipvlan\"");
      assertThat(call("ADD").stdout()).contains("failed to find plugin \\\"ipvlan\\\"");
      assertThat(trace).doesNotExist();
    }
  }

  @Nested
  @DisplayName("that prints")
  class ThatPrints {

    @Test
    void doesNotReachStandardOutput() throws Exception {
      new ExtensionJar()
          .provider(
              FailpointActionProvider.class,
              "acme.hi",
              "acme.Hi",
              """
              static { System.out.println("noise"); }
              public Hi() { System.out.println("noise"); }
              public FailpointAction create(ActionArguments a, ActionContext c) {
                System.out.println("noise");
                return call -> { System.out.println("noise"); return call.proceed(); };
              }
              """)
          .write(extension("acme.jar"));
      scene.failpoint("cmdAdd", "1*acme.hi");
      ProcessResult finished = call("ADD");
      assertThat(finished.stdout()).isEqualTo(Scene.RESULT);
      assertThat(finished.stderr()).isEqualTo("noise\n".repeat(4));
    }

    @Test
    void asADelegateDoesNotReachStandardOutputEither() throws Exception {
      ExtensionJar.delegate(
              "acme.Net",
              "acme.net",
              "System.out.println(\"noise\");return call -> { System.out.print(\"é\"); return"
                  + " CniResponse.success(\"{}\"); };")
          .write(extension("net.jar"));
      scene.file("{}").delegatedTo("\"acme.net\"");
      assertThat(call("ADD").stdout()).isEqualTo("{\n    \"cniVersion\": \"1.1.0\"\n}\n");
    }
  }

  @Test
  @DisplayName("writes a part of its reply before it waits")
  void writesAPartOfItsReplyBeforeItWaits() throws Exception {
    Path released = directory.resolve("released");
    ExtensionJar.action(
            "acme.Slow",
            "acme.slow",
            """
            return call -> {
              call.write("{half");
              while (!new java.io.File("%s").exists()) {
                call.sleep(java.time.Duration.ofMillis(10));
              }
              return new CniResponse.Signal("KILL");
            };
            """
                .formatted(released))
        .write(extension("slow.jar"));
    scene.failpoint("cmdAdd", "1*acme.slow");
    ProcessBuilder builder = new ProcessBuilder(installed.image().launcher().toString());
    builder.environment().clear();
    builder.environment().putAll(scene.environment("ADD"));
    ProcessResult.Running call = ProcessResult.Running.start(builder, scene.stdin());
    Eventually.holds("the part", () -> Files.readString(call.stdout()).equals("{half"));
    assertThat(call.process().isAlive()).isTrue();
    Files.createFile(released);
    ProcessResult finished = call.await();
    assertThat(finished.status()).isEqualTo(128 + 9);
    assertThat(finished.stdout()).isEqualTo("{half");
  }

  @Test
  @DisplayName("provides nothing by the jars that its manifest names")
  void providesNothingByTheJarsThatItsManifestNames() throws Exception {
    Path own = extension("own.jar");
    Path hidden = Files.createDirectory(own.resolveSibling(".lib"));
    ExtensionJar.action("acme.Other", "acme.other", "return call -> call.proceed();")
        .write(hidden.resolve("other.jar"));
    ExtensionJar.action("acme.Own", "acme.own", "return call -> call.proceed();")
        .manifest("Class-Path", ".lib/other.jar")
        .write(own);
    assertThat(add("acme.own")).isEqualTo(Scene.RESULT);
    assertThat(add("acme.other")).contains("unknown action \\\"acme.other\\\"");
  }

  private String add(String failpoint) throws Exception {
    scene.failpoint("cmdAdd", failpoint);
    return call("ADD").stdout();
  }

  private ProcessResult call(String command) throws Exception {
    return scene.call(installed.image(), command);
  }

  private static Path extension(String name) {
    return installed.extensions().resolve(name);
  }
}
