package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of an image's files, which the launcher reads: its README has the format. */
class ImageListTests {
  private static final List<String> LINES =
      List.of(
          "needed 1 bin/launcher",
          "needed 2 runtime/bin/java",
          "needed 3 runtime/lib/jspawnhelper",
          "needed 4 runtime/lib/jvm.cfg",
          "needed 5 runtime/lib/libjava.so",
          "needed 6 runtime/lib/modules",
          "needed 7 runtime/lib/server/libjvm.so",
          "needed - runtime/lib/cni-fp.options",
          "optional - runtime/lib/cni-fp-command.options",
          "optional 8 runtime/lib/cni-fp.aot");

  @TempDir private Path image;

  @BeforeEach
  void anImage() throws IOException {
    for (String line : LINES) {
      String[] parts = line.split(" ");
      int size = parts[1].equals("-") ? 9 : Integer.parseInt(parts[1]);
      file(parts[2], size);
    }
    file("VERSION", 5);
    file("runtime/release", 5);
    file("runtime/lib/server/classes.jsa", 5);
  }

  private void file(String name, int size) throws IOException {
    Path file = image.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[size]);
  }

  private List<String> list() throws IOException {
    return Files.readAllLines(image.resolve("runtime/lib/cni-fp.list"));
  }

  private void assertIsTheListOfTheImage() throws IOException {
    List<String> lines = list();
    assertThat(lines).startsWith("cni-fp image 1").endsWith("end " + LINES.size());
    assertThat(lines.subList(1, lines.size() - 1)).containsExactlyInAnyOrderElementsOf(LINES);
    assertThat(Files.readString(image.resolve("runtime/lib/cni-fp.list"))).endsWith("\n");
  }

  @Test
  void hasTheFilesThatTheImageNeedsAndTheirNumber() throws IOException {
    ImageList.write(image);
    assertIsTheListOfTheImage();
  }

  /** The launcher's own tests have a script for it. */
  @Test
  void isTheSameAsThatOfTheScriptForExperiments() throws IOException, InterruptedException {
    Path script = Path.of("../launcher/src/test/image-list").toAbsolutePath();
    Process process =
        new ProcessBuilder("/bin/sh", script.toString(), image.toString()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    assertIsTheListOfTheImage();
  }
}
