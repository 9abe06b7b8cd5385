package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.maven.ExampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The projects of {@code examples/}: built by themselves, their jars dropped into an image. */
@DisplayName("an example")
class ExamplesIT {
  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void scene() throws IOException {
    scene = new Scene(directory);
  }

  @Test
  void ofAnActionPassesItsTestsAndFlapsInTheImage() throws Exception {
    drop("custom-action");
    scene.failpoint("cmdAdd", "3*acme.flap{msg='not now'}");
    assertThat(add()).isEqualTo(Scene.RESULT);
    assertThat(add()).contains("\"code\": 11", "\"msg\": \"not now\"");
    assertThat(add()).isEqualTo(Scene.RESULT);
    // The delegate has succeeded each time, so it is for the runtime to take the second ADD back.
    assertThat(scene.calls()).containsExactly("ADD", "ADD", "ADD");
    assertThat(scene.left()).contains("0*acme.flap");

    scene.failpoint("cmdAdd", "1*acme.flap{file=/etc/passwd}");
    assertThat(add()).contains("\\\"acme.flap\\\" has no argument file (known: every, msg) at 2");
  }

  @Test
  void ofADelegatePassesItsTestsAndRecordsInTheImage() throws Exception {
    drop("custom-delegate");
    Path log = directory.resolve("log");
    scene
        .failpoint("cmdDel", "1*error(no)")
        .delegatedTo(
            "{\"type\":\"acme.recorder\",\"log\":\"" + log + "\",\"result\":{\"ips\":[]}}");
    assertThat(add()).contains("\"cniVersion\": \"1.1.0\"", "\"ips\":[]");
    assertThat(scene.call(installed.image(), "DEL").stdout()).contains("\"msg\": \"no\"");
    assertThat(scene.call(installed.image(), "DEL").stdout()).isEmpty();
    assertThat(log).hasContent("ADD c1 net\nDEL c1 net");
    assertThat(scene.calls()).isEmpty();
  }

  /** Builds an example and copies its jar into the image's directory of extensions. */
  private static void drop(String example) throws IOException {
    ExampleProject built = ExampleProject.built(example);
    assertThat(built.output()).containsPattern("Tests run: [1-9][0-9]*, Failures: 0, Errors: 0");
    Path jar = built.jar();
    Files.copy(jar, installed.extensions().resolve(jar.getFileName()));
  }

  private String add() throws Exception {
    return scene.call(installed.image(), "ADD").stdout();
  }
}
