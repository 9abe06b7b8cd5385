package io.cnifp.acceptance.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.Image;
import io.cnifp.acceptance.harness.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin is code that runs as root: what others than root and the caller can change isn't. */
@DisplayName("a plugin that others may change")
class ExtensionTrustIT {
  private static final int NOBODY = 65534;

  @TempDir Path directory;
  private Path plugins;
  private Scene scene;

  /** A jar, and a directory with a jar, where the policy says. */
  @BeforeEach
  void pluginsByThePolicy() throws IOException {
    scene = new Scene(directory);
    plugins = directory.resolve("above/plugins");
    ExtensionJar.failing("acme.Hi", "acme.hi", "hi").write(plugins.resolve("acme.jar"));
    ExtensionJar.failing("acme.Far", "acme.far", "far").write(plugins.resolve("far/acme.jar"));
    Path policy =
        Files.writeString(
            directory.resolve("policy.json"), "{\"extensionDirs\":[\"" + plugins + "\"]}");
    scene.variable("CNI_FP_POLICY", policy.toString());
  }

  @Test
  void isLoadedIfNobodyElseMay() throws Exception {
    assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    assertThat(add("1*acme.far")).contains("\"msg\": \"far\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.jar", "far", "far/acme.jar", "", ".."})
  void isRefusedIfItOrWhatItLiesInIsWritableByAll(String name) throws Exception {
    chmod(name, "rwxrwxrwx");
    assertRefused(name, "may be written by others than its owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.jar", "far", "far/acme.jar", "", ".."})
  void isRefusedIfItOrWhatItLiesInIsWritableByAGroup(String name) throws Exception {
    chmod(name, "rwxrwxr-x");
    assertRefused(name, "may be written by others than its owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme.jar", "far", "far/acme.jar", "", ".."})
  void isRefusedIfItOrWhatItLiesInBelongsToSomebodyElse(String name) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root to give files away");
    Files.setAttribute(plugins.resolve(name), "unix:uid", NOBODY);
    assertRefused(name, "belongs to another user");
  }

  @Nested
  @DisplayName("by a link")
  class ByALink {

    @Test
    void isRefusedIfTheLinkLeadsToWhatOthersMayWrite() throws Exception {
      Path target = directory.resolve("elsewhere.jar");
      Files.move(plugins.resolve("acme.jar"), target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));
      Files.createSymbolicLink(plugins.resolve("acme.jar"), target);
      assertThat(add("1*acme.hi"))
          .contains("acme.jar could not be loaded", "may be written by others than its owner");
    }

    @Test
    void isRefusedIfTheLinkIsSomebodyElses() throws Exception {
      assumeTrue("root".equals(System.getProperty("user.name")), "needs root to give files away");
      Path target = directory.resolve("elsewhere.jar");
      Files.move(plugins.resolve("acme.jar"), target);
      Path link = Files.createSymbolicLink(plugins.resolve("acme.jar"), target);
      Process changed =
          new ProcessBuilder("chown", "-h", String.valueOf(NOBODY), link.toString())
              .inheritIO()
              .start();
      assertThat(changed.waitFor()).isZero();
      assertThat(add("1*acme.hi"))
          .contains("acme.jar could not be loaded", "belongs to another user");
    }

    @Test
    void isLoadedIfAllTheWayIsTheAdministrators() throws Exception {
      Path target = directory.resolve("elsewhere.jar");
      Files.move(plugins.resolve("acme.jar"), target);
      Files.createSymbolicLink(plugins.resolve("acme.jar"), target);
      assertThat(add("1*acme.hi")).contains("\"msg\": \"hi\"");
    }
  }

  private void assertRefused(String changed, String why) throws Exception {
    boolean far = changed.startsWith("far");
    String action = far ? "acme.far" : "acme.hi";
    String refused = plugins.resolve(far ? "far" : "acme.jar").toString();
    assertThat(add("1*" + action))
        .contains(refused + " could not be loaded: ", "refused: ", why)
        .doesNotContain("\"code\": 200");
    assertThat(add("1*error(x)")).contains("\"msg\": \"x\"");
  }

  private void chmod(String name, String mode) throws IOException {
    Path path = plugins.resolve(name).normalize();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private String add(String failpoint) throws Exception {
    return scene.failpoint("cmdAdd", failpoint).call(Image.built(), "ADD").stdout();
  }
}
