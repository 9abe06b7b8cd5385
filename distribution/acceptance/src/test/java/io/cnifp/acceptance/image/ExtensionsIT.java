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

/** Jars of others in an installation: where they are found and whose names count. */
@DisplayName("an extension")
class ExtensionsIT {
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
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension("acme.jar"));
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
              .write(extension("acme/lib.jar"));
      new ExtensionJar()
          .against(dependency)
          .andAction(
              "acme.Hi", "acme.hi", "return call -> CniResponse.failure(200, lib.Greeting.text());")
          .write(extension("acme/acme.jar"));
      assertThat(add("1*acme.hi")).contains("from the library");
    }

    @Test
    void whateverTheCaseOfItsEnding() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension("ACME.JAR"));
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }

    @Test
    void unlessItsNameBeginsWithADot() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension(".acme.jar"));
      ExtensionJar.failing("acme.Ho", "acme.ho", "ho").write(extension("acme/.acme.jar"));
      assertThat(add("1*acme.hi")).contains("unknown action");
      assertThat(add("1*acme.ho")).contains("unknown action");
    }

    @Test
    void onceIfItsDirectoryIsNamedTwice() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension("acme.jar"));
      Path link = Files.createSymbolicLink(directory.resolve("link"), installed.extensions());
      policy("{\"extensionDirs\":[\"" + installed.extensions() + "\",\"" + link + "\"]}");
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }

    @Test
    void ofWhichNoCountIsUsedIfTheImageLacksAModuleThatItUses() throws Exception {
      ExtensionJar.action(
              "acme.Hi",
              "acme.hi",
              "return call -> { java.net.http.HttpClient.newHttpClient(); return call.proceed();"
                  + " };")
          .write(extension("acme.jar"));
      assertThat(add("1*acme.hi"))
          .contains(
              "acme.jar cannot be used: its class acme.Hi uses java.net.http.HttpClient of the"
                  + " JDK's module java.net.http, which the image does not have");
      assertThat(scene.left()).contains("1*acme.hi");
    }

    @Test
    void inADirectoryOfThePolicy() throws Exception {
      Path elsewhere = directory.resolve("elsewhere");
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(elsewhere.resolve("acme.jar"));
      assertThat(add("1*acme.hi")).contains("unknown action");
      policy("{\"extensionDirs\":[\"" + elsewhere + "\"]}");
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }

    @Test
    void underTheFormerNamesOfItsDirectories() throws Exception {
      Path elsewhere = directory.resolve("elsewhere");
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(elsewhere.resolve("acme.jar"));
      policy("{\"pluginDirs\":[\"" + elsewhere + "\"]}");
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
      Path former = installed.image().root().resolve("plugins");
      ExtensionJar.failing("acme.Ho", "acme.ho", "ho").write(former.resolve("ho.jar"));
      try {
        assertThat(add("1*acme.ho")).contains("\"msg\": \"ho\"");
      } finally {
        Files.delete(former.resolve("ho.jar"));
        Files.delete(former);
      }
    }

    @Test
    void toBeMissingIfThePolicyNamesADirectoryThatIsNotThere() throws Exception {
      policy("{\"extensionDirs\":[\"" + directory.resolve("nowhere") + "\"]}");
      assertThat(add("1*acme.hi"))
          .contains("/nowhere could not be loaded: there is no such directory");
    }

    @Test
    void asADelegateByTheConfiguration() throws Exception {
      network().write(extension("net.jar"));
      scene.file("{}").delegatedTo("\"acme.net\"");
      assertThat(call("ADD").stdout()).contains("\"ips\":[]");
    }

    @Test
    void asADelegateByTheExecutablesName() throws Exception {
      network().write(extension("net.jar"));
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

  @Nested
  @DisplayName("whose constructor would end the process")
  class WhoseConstructorWouldEndTheProcess {
    @Test
    void isNotCreatedByACallThatNamesAnotherOne() throws Exception {
      new ExtensionJar()
          .provider(
              FailpointActionProvider.class,
              "acme.exit",
              "acme.Exit",
              "public Exit() { System.exit(3); }public FailpointAction create(ActionArguments"
                  + " arguments, ActionContext context) { return null; }")
          .write(extension("exit.jar"));
      network().write(extension("net.jar"));
      ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(extension("acme.jar"));
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
      scene.file("{}").delegatedTo("\"acme.net\"");
      assertThat(call("ADD").stdout()).contains("\"ips\":[]");
    }
  }

  @Nested
  @DisplayName("with a name")
  class WithAName {

    @Test
    void thatIsBuiltInIsNotUsed() throws Exception {
      ExtensionJar.failing("acme.Error", "error", "taken over").write(extension("error.jar"));
      ExtensionJar.delegate("acme.Bridge", "bridge", "return call -> null;")
          .write(extension("bridge.jar"));
      assertThat(add("1*error(x)->off")).contains("\"msg\": \"x\"");
      assertThat(call("ADD").stdout()).isEqualTo(Scene.RESULT);
    }

    @Test
    void withoutADotIsRefused() throws Exception {
      ExtensionJar.failing("acme.Hi", "hi", "hi").write(extension("acme.jar"));
      assertThat(add("1*hi")).contains("unknown action \\\"hi\\\"");
      assertThat(scene.left()).contains("1*hi");
      assertThat(add("1*acme.hi"))
          .contains(
              "acme.jar could not be loaded: it provides \\\"hi\\\", but names without a dot are"
                  + " the project's own");
    }

    @Test
    void thatAnotherOneHasTooIsAnErrorThatNamesBoth() throws Exception {
      ExtensionJar.failing("acme.Hi", "acme.hi", "a").write(extension("a.jar"));
      ExtensionJar.failing("acme.Hi", "acme.hi", "b").write(extension("b.jar"));
      ExtensionJar.failing("acme.Good", "acme.good", "good").write(extension("c.jar"));
      assertThat(add("1*acme.hi"))
          .contains("\\\"acme.hi\\\" is provided by both", "/a.jar and", "/b.jar: remove one");
      assertThat(scene.left()).contains("1*acme.hi");
      assertThat(scene.calls()).isEmpty();
      assertThat(add("1*acme.good")).contains("\"msg\": \"good\"");
    }

    @Test
    void ofADelegateThatAnotherOneHasTooIsAnErrorThatNamesBoth() throws Exception {
      network().write(extension("a.jar"));
      network().write(extension("b/b.jar"));
      scene.file("{}").delegatedTo("\"acme.net\"");
      assertThat(call("ADD").stdout())
          .contains("\"code\": 7", "the delegate acme.net is provided by both", "/a.jar and", "/b");
    }

    @Test
    void thatTwoOfItsOwnClassesHaveIsAProblem() throws Exception {
      ExtensionJar.failing("acme.A", "acme.hi", "a")
          .andAction("acme.B", "acme.hi", "return null;")
          .write(extension("acme.jar"));
      assertThat(add("1*acme.other")).contains("two of its classes have the name acme.hi");
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

  private static Path extension(String name) {
    return installed.extensions().resolve(name);
  }
}
