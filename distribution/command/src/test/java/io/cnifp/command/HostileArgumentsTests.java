package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments with controls, and pipes in the place of files. */
@DisplayName("cni-fp")
class HostileArgumentsTests {
  private static final String CONTROLS = "\u001b[31m\u009b\u202e\u0007\n";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"%s", "policy %s"})
  void namesAnUnknownArgumentWithoutItsControls(String line) {
    CommandRun.Ended ended =
        new CommandRun(directory).inColours().run(line.formatted("x" + CONTROLS).split(" ", -1));
    assertThat(ended.status()).isNotZero();
    assertThat(ended.out() + ended.err())
        .doesNotContain("\u001b[31m", "\u009b", "\u202e", "\u0007");
    assertThat(ended.err()).contains("\\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"policy show", "policy check", "show %s", "check %s", "set %s cmdAdd=off"})
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void neverWaitsForAPipeWithoutAWriter(String line) throws Exception {
    Path pipe = pipe("pipe");
    CommandRun run = new CommandRun(directory).variable("CNI_FP_POLICY", pipe("policy").toString());
    CommandRun.Ended ended = run.run(line.formatted(pipe).split(" ", -1));
    assertThat(ended.status()).isNotZero();
    assertThat(ended.out() + ended.err()).contains("not a regular file");
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = directory.resolve(name);
    Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(mkfifo.exitValue()).isZero();
    return pipe;
  }
}
