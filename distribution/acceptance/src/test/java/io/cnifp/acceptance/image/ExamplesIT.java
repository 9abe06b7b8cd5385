package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.acceptance.maven.AuthorsMaven;
import io.cnifp.acceptance.maven.ExampleProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    ExampleProject.built("custom-action").install(installed.extensions());
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
    ExampleProject.built("custom-delegate").install(installed.extensions());
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

  @Test
  void ofAWrapperPassesItsTestsAndGivesEachPodItsAddress() throws Exception {
    ExampleProject.built("custom-wrapper").install(installed.extensions());
    scene
        .failpoint("cmdAdd", "acme.selected{percentage=100,at_most=1}")
        .delegatedTo("{\"type\":\"acme.steady\"}");
    assertThat(add()).contains("\"code\": 11", "\"msg\": \"this pod is selected\"");
    assertThat(add()).isEqualTo(Scene.RESULT);
    assertThat(scene.calls()).containsExactly("ADD");
  }

  /** The projects as cni-fp writes them, without a change. */
  @Test
  void thatIsNewPassesItsTestsAndWorksInTheImage() throws Exception {
    ExampleProject.fresh().install(installed.extensions());
    scene
        .failpoint("cmdAdd", "1*acme.fresh{msg='not yet'}")
        .delegatedTo("{\"type\":\"acme.fresh-link\"}");
    assertThat(add()).contains("\"code\": 11", "\"msg\": \"not yet\"");
    assertThat(add()).isEqualTo(Scene.RESULT);
    assertThat(scene.calls()).containsExactly("ADD");
  }

  /** The image is all that an author needs of this project. */
  @Test
  void getsThisProjectsArtifactsFromTheImageAlone() throws IOException {
    ExampleProject.fresh();
    for (String artifact : List.of("cni-fp-api", "cni-fp-testkit", "cni-fp-engine")) {
      Path place = AuthorsMaven.ours().resolve(artifact);
      try (Stream<Path> versions = Files.list(place)) {
        Path version = versions.findFirst().orElseThrow();
        assertThat(version.resolve("_remote.repositories"))
            .content()
            .contains(artifact + "-" + version.getFileName() + ".jar>cni-fp=");
      }
    }
  }

  private String add() throws Exception {
    return scene.call(installed.image(), "ADD").stdout();
  }
}
