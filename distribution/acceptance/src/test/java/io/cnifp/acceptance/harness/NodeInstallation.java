package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A prefix and a directory of CNI plugins below a directory, and the installer. */
public final class NodeInstallation {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

  private final Path directory;

  public NodeInstallation(Path directory) {
    this.directory = directory;
  }

  public Path prefix() {
    return directory.resolve("opt/cni 'fp'");
  }

  public Path binDir() {
    return directory.resolve("cni bin");
  }

  public Path launcher() {
    return binDir().resolve("cni-bridge-fp");
  }

  /** Returns a copy of the image with another version, and so another build. */
  public Image version(String version) throws IOException, InterruptedException {
    Path parent = Files.createDirectories(directory.resolve("image-" + version));
    Image image = Image.built().copyTo(parent);
    Files.writeString(image.root().resolve("VERSION"), version + "\n");
    return image;
  }

  /** Returns the command that installs an image. */
  public List<String> command(Image image, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                image.root().resolve("bin/install").toString(),
                "--cni-bin-dir",
                binDir().toString(),
                "--prefix",
                prefix().toString()));
    command.addAll(List.of(more));
    return command;
  }

  public ProcessResult install(Image image, String... more) {
    return ProcessResult.of(command(image, more), ENVIRONMENT, "");
  }

  /** Runs the installed cni-fp. */
  public ProcessResult run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(prefix().resolve("current/bin/cni-fp").toString()));
    command.addAll(List.of(arguments));
    return ProcessResult.of(command, ENVIRONMENT, "");
  }

  /** Returns the builds that are on the disk. */
  public List<Path> builds() throws IOException {
    return entries(prefix()).stream()
        .filter(path -> path.getFileName().toString().matches(".+-[0-9a-f]{12}"))
        .toList();
  }

  /** Returns what an installer that was interrupted has left. */
  public List<Path> leftovers() throws IOException {
    return Stream.concat(entries(prefix()).stream(), entries(binDir()).stream())
        .filter(path -> path.getFileName().toString().startsWith("."))
        .filter(path -> !path.endsWith(".lock"))
        .toList();
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }
}
