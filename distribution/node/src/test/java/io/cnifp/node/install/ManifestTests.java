package io.cnifp.node.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.node.install.Manifest.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a manifest")
class ManifestTests {
  private static final String FORMER = "Installed by cni-fp bin/install; bin/install --uninstall";

  @Test
  void isReadAsItWasWritten() {
    Manifest manifest =
        Manifest.EMPTY
            .with(Kind.CREATED, "/opt/cni bin")
            .with(Kind.LAUNCHER, "/opt/cni bin/cni-bridge-fp")
            .with(Kind.BUILD, "0.1.0-0123456789ab")
            .with(Kind.FILE, "extensions/README")
            .with(Kind.UNPACKED, "");
    assertThat(Manifest.parse(manifest.text())).isEqualTo(manifest);
  }

  @Test
  void ofAnInstallationWithoutBuildsNamesWhatAnUpgradeLeaves() {
    Manifest manifest =
        Manifest.parse(
            FORMER
                + "\nmade /opt\nlauncher /cni/cni-ptp-fp\nfolder bin\ndirectory extensions\n"
                + "file VERSION\nfile bin/launcher\nfile extensions/README\n");
    assertThat(manifest.names(Kind.FORMER_FILE)).containsExactly("VERSION", "bin/launcher");
    assertThat(manifest.names(Kind.FORMER_DIRECTORY)).containsExactly("bin");
    assertThat(manifest.names(Kind.FILE)).containsExactly("extensions/README");
    assertThat(manifest.names(Kind.CREATED)).containsExactly("/opt");
  }

  @Test
  void ofAnImageThatWasUnpackedKeepsItsFiles() {
    Manifest manifest = Manifest.parse(FORMER + "\nfile runtime/bin/cni-calico-fp\n");
    assertThat(manifest.names(Kind.FILE)).containsExactly("runtime/bin/cni-calico-fp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file ../x",
        "file a/../../x",
        "file /etc/passwd",
        "directory ..",
        "former-file ../x",
        "launcher /etc/passwd",
        "launcher cni-bridge-fp",
        "launcher /opt/../etc/cni-x-fp",
        "build ..",
        "build 0.1.0-0123456789ab/../x",
        "created etc",
        "created /opt/../etc",
        "file"
      })
  void isRefusedIfItLeadsOutOfThePrefix(String line) {
    assertThatThrownBy(() -> Manifest.parse("Installed by cni-fp install;\n" + line + "\n"))
        .isInstanceOf(InstallException.class)
        .hasMessage(
            "the MANIFEST has the entry '" + line + "', which can't be part of an installation");
  }
}
