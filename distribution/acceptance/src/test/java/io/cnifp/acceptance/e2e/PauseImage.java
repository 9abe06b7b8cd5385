package io.cnifp.acceptance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The image of the container that holds a pod's namespaces: an OCI archive with nothing but a
 * static busybox that sleeps. Made here, so that no registry is needed.
 */
final class PauseImage {
  static final String NAME = "cnifp.test/pause:1";

  private PauseImage() {}

  /** Writes the archive. */
  static void write(Path archive) throws IOException {
    byte[] busybox = Files.readAllBytes(RootOnLinux.program("busybox").orElseThrow());
    byte[] layer = new Tar().directory("bin").file("bin/busybox", busybox).toByteArray();
    byte[] config =
        """
        {"architecture": "%s", "os": "linux",
         "config": {"Entrypoint": ["/bin/busybox", "sleep", "86400"]},
         "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}\
        """
            .formatted(architecture(), sha256(layer))
            .getBytes(UTF_8);
    byte[] manifest =
        """
        {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
         "config": %s, "layers": [%s]}\
        """
            .formatted(
                descriptor("application/vnd.oci.image.config.v1+json", config, ""),
                descriptor("application/vnd.oci.image.layer.v1.tar", layer, ""))
            .getBytes(UTF_8);
    String name =
        """
        , "annotations": {"io.containerd.image.name": "%s"}\
        """
            .formatted(NAME);
    byte[] index =
        """
        {"schemaVersion": 2, "manifests": [%s]}\
        """
            .formatted(descriptor("application/vnd.oci.image.manifest.v1+json", manifest, name))
            .getBytes(UTF_8);
    Files.write(
        archive,
        new Tar()
            .file("oci-layout", "{\"imageLayoutVersion\": \"1.0.0\"}".getBytes(UTF_8))
            .file("index.json", index)
            .file("blobs/sha256/" + sha256(manifest), manifest)
            .file("blobs/sha256/" + sha256(config), config)
            .file("blobs/sha256/" + sha256(layer), layer)
            .toByteArray());
  }

  private static String descriptor(String mediaType, byte[] blob, String more) {
    return """
    {"mediaType": "%s", "digest": "sha256:%s", "size": %d%s}\
    """
        .formatted(mediaType, sha256(blob), blob.length, more);
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      case String other -> other;
    };
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
