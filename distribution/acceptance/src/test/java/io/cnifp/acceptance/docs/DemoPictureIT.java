package io.cnifp.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture of the demo is drawn from an output, and that output is what the demo prints. */
class DemoPictureIT {
  private static final Path TEXT = Repository.root().resolve("docs/demo.txt");
  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

  @Test
  void isDrawnFromTheTextBesideIt() throws Exception {
    assertThat(run("docs/demo-picture", "--draw"))
        .isEqualTo(Files.readString(TEXT.resolveSibling("demo.svg")));
  }

  /** The demo says in its first line what it runs on; the text is of one on the real bridge. */
  @Test
  void showsWhatTheDemoPrints() throws Exception {
    String printed = "$ ./demo\n" + run("./demo");
    String recorded = Files.readString(TEXT);
    assertThat(recorded).contains("== On the real bridge", "demo: ok");
    if (printed.contains("== On the real bridge")) {
      assertThat(plain(printed)).isEqualTo(plain(recorded));
    } else {
      assertThat(printed).contains("== On the built-in delegate", "demo: ok");
    }
  }

  /** But for what the kernel draws anew: names, addresses of interfaces, the directory. */
  private static String plain(String output) {
    return MAC.matcher(output)
        .replaceAll("MAC")
        .replaceAll("host-local of [^ ,]+", "host-local of DIRECTORY")
        .replaceAll("veth[0-9a-f]{8}", "vethX")
        .replaceAll("fe80::[0-9a-f:]+", "fe80::X")
        .replaceAll("cnifp-demo-(host|pod)-[0-9]+", "cnifp-demo-$1")
        .replaceAll("if[0-9]+", "ifN");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Repository.root().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
