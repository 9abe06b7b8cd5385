package io.cnifp.engine.safefile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cnifp.engine.Libraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = SECONDS)
class CurrentMountsTests {
  @TempDir private Path directory;

  private static CurrentMounts mounts(boolean library) {
    return new CurrentMounts(library ? Optional.of(Libraries.posix()) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areTheSameTableUntilSomethingIsMounted(boolean library) throws IOException {
    CurrentMounts mounts = mounts(library);
    MountTable first = mounts.table();
    assertThat(first.root()).isEqualTo(MountTable.read().root());
    assertThat(mounts.table()).isSameAs(first);
  }

  /** A process in a mount namespace of its own mounts there, and prints what it then sees. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void showWhatIsMountedAndUnmountedMeanwhile(boolean library) throws Exception {
    assumeTrue(Files.isWritable(Path.of("/proc/sys")), "only root may mount");
    Process process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "--mount",
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Mounting.class.getName(),
                    String.valueOf(library),
                    directory.toRealPath().toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(printed.lines()).containsExactly("", "tmpfs", "tmpfs", "ramfs", "tmpfs", "");
    assertThat(process.waitFor()).isZero();
  }

  /** What runs in the namespace: mounts, and prints the type of what is on top. */
  static final class Mounting {
    private Mounting() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[1]);
      CurrentMounts mounts = mounts(Boolean.parseBoolean(arguments[0]));
      print(mounts, directory);
      run("mount", "-t", "tmpfs", "none", arguments[1]);
      print(mounts, directory);
      print(mounts, directory);
      run("mount", "-t", "ramfs", "none", arguments[1]);
      print(mounts, directory);
      run("umount", arguments[1]);
      print(mounts, directory);
      run("umount", arguments[1]);
      print(mounts, directory);
    }

    private static void print(CurrentMounts mounts, Path directory) throws IOException {
      MountTable table = mounts.table();
      Optional<MountTable.Mount> parent = table.root();
      Optional<MountTable.Mount> found = Optional.empty();
      for (int i = 1; i <= directory.getNameCount(); i++) {
        Path upper = Path.of("/").resolve(directory.subpath(0, i));
        found = table.at(upper, parent);
        parent = found.isPresent() ? found : parent;
      }
      System.out.println(found.map(MountTable.Mount::type).orElse(""));
    }

    private static void run(String... command) throws Exception {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
    }
  }
}
