package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Extensions that are modules of the image, as {@code -Dcnifp.link} makes them. The image's own
 * java gets them by its module path here, which comes to the same in a second.
 */
@DisplayName("an extension that is linked into the image")
class LinkedExtensionsIT {
  @TempDir private Path directory;
  private Path modules;
  private Scene scene;

  @BeforeEach
  void somewhere() throws IOException {
    modules = Files.createDirectory(directory.resolve("modules"));
    scene = new Scene(directory);
  }

  private ProcessResult add() throws Exception {
    Path runtime = Image.built().root().resolve("runtime");
    return ProcessResult.of(
        List.of(
            runtime.resolve("bin/cni-bridge-fp").toString(),
            "@" + runtime.resolve("lib/cni-fp.options"),
            "--module-path",
            modules.toString(),
            "--add-modules",
            "ALL-MODULE-PATH",
            "-m",
            "io.cnifp.engine/io.cnifp.engine.Main",
            "cni-bridge-fp"),
        scene.environment("ADD"),
        scene.stdin());
  }

  @Test
  void isFoundByTheNameOfItsAction() throws Exception {
    ExtensionJar.failing("com.acme.Good", "acme.good", "good").write(modules.resolve("good.jar"));
    scene.failpoint("cmdAdd", "1*acme.good");
    assertThat(add().stdout()).contains("\"code\": 200", "\"msg\": \"good\"");
  }

  /** In whatever order the JVM finds modules, which depends on their names. */
  @ParameterizedTest
  @ValueSource(strings = {"aa", "b", "hijack", "m5", "quota", "zz"})
  void neverReplacesWhatIsBuiltIn(String module) throws Exception {
    ExtensionJar.failing("com.acme." + module + ".Error", "error", "hijacked")
        .write(modules.resolve(module + ".jar"));
    ExtensionJar.delegate(
            "com.acme.other" + module + ".Bridge",
            "bridge",
            "return request -> CniResponse.failure(77, \"hijacked\");")
        .write(modules.resolve("other" + module + ".jar"));
    scene.failpoint("cmdAdd", "1*error(real)");
    assertThat(add().stdout()).contains("\"msg\": \"real\"");
    assertThat(add().stdout()).isEqualTo(Scene.RESULT);
  }

  @Test
  void mayNotHaveANameWithoutADot() throws Exception {
    ExtensionJar.failing("com.acme.Boo", "boo", "boo").write(modules.resolve("acme.boo.jar"));
    scene.failpoint("cmdAdd", "1*boo");
    assertThat(add().stdout()).contains("unknown action \\\"boo\\\" at 2");
    scene.failpoint("cmdAdd", "1*com.boo");
    assertThat(add().stdout())
        .contains("it provides \\\"boo\\\", but names without a dot are the project's own");
  }

  @Test
  void isRefusedIfAnotherOneHasTheName() throws Exception {
    ExtensionJar.failing("com.one.Same", "acme.same", "one").write(modules.resolve("one.jar"));
    ExtensionJar.failing("com.two.Same", "acme.same", "two").write(modules.resolve("two.jar"));
    scene.failpoint("cmdAdd", "1*acme.same");
    assertThat(add().stdout())
        .containsPattern(
            "\\\\\"acme.same\\\\\" is provided by both the linked extension (one and the linked"
                + " extension two|two and the linked extension one): remove one");
    assertThat(scene.left()).contains("1*acme.same");
  }

  /** A name that does not exist is looked for among all providers. */
  @Test
  void harmsNoOtherCallIfItsClassIsNoProvider() throws Exception {
    new ExtensionJar()
        .source("com.acme.Other", "package com.acme; public class Other {}")
        .service(FailpointActionProvider.class, "com.acme.Other")
        .write(modules.resolve("other.jar"));
    scene.failpoint("cmdAdd", "1*eror");
    assertThat(add().stdout()).contains("unknown action \\\"eror\\\" at 2");
    scene.failpoint("cmdAdd", "1*error(real)");
    assertThat(add().stdout()).contains("\"msg\": \"real\"");
  }

  @Test
  void harmsNoOtherCallIfItHasNoName() throws Exception {
    ExtensionJar.failing("com.acme.Good", "acme.good", "good").write(modules.resolve("good.jar"));
    new ExtensionJar()
        .annotated(
            FailpointActionProvider.class,
            "",
            "com.acme.bad.Nameless",
            "public FailpointAction create(ActionArguments arguments, ActionContext context) {"
                + " return null; }")
        .write(modules.resolve("nameless.jar"));
    scene.failpoint("cmdAdd", "1*acme.good");
    assertThat(add().stdout()).contains("\"msg\": \"good\"");
    scene.failpoint("cmdAdd", "1*acme.bad");
    assertThat(add().stdout())
        .contains(
            "unknown action \\\"acme.bad\\\"",
            "com.acme.bad.Nameless has no @ProviderInfo: annotate the class with its name");
  }
}
