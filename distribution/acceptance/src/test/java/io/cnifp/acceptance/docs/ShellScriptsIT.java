package io.cnifp.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellScriptsIT {
  private static final Path SHELLCHECK = Path.of("/usr/bin/shellcheck");

  @Test
  void satisfyShellcheck() throws Exception {
    assumeTrue(Files.isExecutable(SHELLCHECK), "the scripts aren't checked: shellcheck is missing");
    List<String> scripts =
        Repository.files().stream()
            .filter(ShellScriptsIT::isShellScript)
            .map(Path::toString)
            .toList();
    assertThat(scripts).anyMatch(name -> name.endsWith("/demo")).hasSizeGreaterThan(5);

    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(SHELLCHECK.toString(), "--format=gcc"), scripts.stream())
                    .toList())
            .redirectErrorStream(true)
            .start();
    String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(complaints).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean isShellScript(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      String begin = new String(content.readNBytes(64), StandardCharsets.ISO_8859_1);
      return begin.matches("(?s)#!\\s*/(usr/)?bin/(env )?(ba|da|k)?sh[\\s].*");
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
