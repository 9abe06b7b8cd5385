package io.cnifp.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs in C that tests compile: what has to run where there is no shell. */
public final class CProgram {
  private CProgram() {}

  /** Compiles a source to an executable, which needs no library. Returns the executable. */
  public static Path compile(Path source, Path executable)
      throws IOException, InterruptedException {
    ProcessResult compiled =
        ProcessResult.of(
            List.of(
                "/usr/bin/gcc",
                "-std=gnu11",
                "-D_GNU_SOURCE",
                "-static",
                "-O1",
                source.toString(),
                "-o",
                executable.toString()),
            Map.of("PATH", "/usr/bin:/bin"),
            "");
    assertThat(compiled.status()).as(compiled.stderr()).isZero();
    return executable;
  }
}
