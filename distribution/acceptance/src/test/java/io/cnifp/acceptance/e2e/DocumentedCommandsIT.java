package io.cnifp.acceptance.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Repository;
import io.cnifp.acceptance.harness.RootOnLinux;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of commands in every page is executed, as one script for a page, with the working
 * copy as its directory and the image's programs found by their names. What it changes there, in
 * {@code /etc}, {@code /opt}, {@code /tmp}, {@code /usr} and {@code /var/lib}, no other process
 * sees. In a {@code console} block what a command prints is compared; {@code ...} there stands for
 * anything, and a MAC address for any other.
 *
 * <p>A block that can't be run here says so and why, see {@link CommandBlock}; they are counted.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("the commands of the documentation")
class DocumentedCommandsIT {
  /** Raise it with a reason in the page, or better make the block run. */
  private static final int NOT_RUN = 9;

  /** It is executed by a test of its own, through a build. */
  private static final List<String> TESTED_ELSEWHERE = List.of("docs/extending.md");

  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
  private static final String MARK = "@@cni-fp-block@@";

  private HostNamespace host;

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path page : Repository.pages()) {
      boolean elsewhere = TESTED_ELSEWHERE.contains(Repository.root().relativize(page).toString());
      if (!elsewhere && CommandBlock.of(page).stream().anyMatch(CommandBlock::isCommands)) {
        pages.add(page);
      }
    }
    return pages.stream();
  }

  @BeforeEach
  void makeAHostWhoseFilesAreItsOwn() throws IOException {
    host = HostNamespace.create();
    for (String directory : List.of("etc", "opt", "tmp", "usr")) {
      overlay(Path.of("/" + directory), directory, "/" + directory);
    }
    overlay(Repository.root(), "repository", "/run/repository");
  }

  @AfterEach
  void removeIt() {
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void doWhatThePageSays(Path page) throws IOException {
    List<CommandBlock> blocks = CommandBlock.of(page);
    StringBuilder script = new StringBuilder("set -eu\n");
    List<String> expected = new ArrayList<>();
    for (CommandBlock block : blocks) {
      if (block.notes().containsKey("before")) {
        script.append(block.notes().get("before")).append('\n');
      }
      if (block.notes().containsKey("file")) {
        String file = block.notes().get("file");
        script
            .append("mkdir -p \"$(dirname '" + file + "')\"\n")
            .append("cat >'" + file + "' <<'" + MARK + "'\n" + block.text() + MARK + "\n");
      } else if (block.isCommands() && !block.notes().containsKey("not run")) {
        append(block, script, expected);
      }
    }
    script.append("printf '\\n%s\\n' '" + MARK + "end'\n");
    ProcessResult run =
        host.run(
            Map.of(
                "PATH",
                "/run/shims:/run/repository/distribution/image/target/cni-fp/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            "",
            "sh",
            "-c",
            """
            mkdir /run/shims && printf '#!/bin/sh\\nexec "$@"\\n' >/run/shims/sudo && chmod 755 /run/shims/sudo
            cd /run/repository && exec sh -c "$0" 2>&1
            """,
            script.toString());

    assertThat(run.stdout()).as("%s with%n%s", page, script).endsWith(MARK + "end\n");
    List<String> printed =
        Pattern.compile(MARK + "next\n(.*?)(?=\n" + MARK + ")", Pattern.DOTALL)
            .matcher(run.stdout())
            .results()
            .map(command -> plain(command.group(1)))
            .toList();
    assertThat(printed).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(printed.get(i)).matches(pattern(expected.get(i)));
    }
  }

  @Test
  void areMarkedWithAReasonWhereTheyCantBeRun() throws IOException {
    List<String> marked = new ArrayList<>();
    for (Path page : Repository.pages()) {
      for (CommandBlock block : CommandBlock.of(page)) {
        String reason = block.notes().get("not run");
        if (reason != null && block.isCommands()) {
          assertThat(reason).as("%s, line %s", page, block.line()).hasSizeGreaterThan(10);
          marked.add(page.getFileName() + ":" + block.line() + " " + reason);
        }
      }
    }
    assertThat(marked).hasSizeLessThanOrEqualTo(NOT_RUN);
  }

  /** A mark before each command's output tells which output is whose. */
  private static void append(CommandBlock block, StringBuilder script, List<String> expected) {
    if (block.language().equals("sh")) {
      script.append(block.text());
      return;
    }
    StringBuilder output = new StringBuilder();
    boolean open = false;
    for (String line : block.text().lines().toList()) {
      if (line.startsWith("$ ")) {
        if (open) {
          expected.add(output.toString());
          output.setLength(0);
        }
        open = true;
        script.append("printf '\\n%s\\n' '" + MARK + "next'\n");
        // A command that fails is shown for what it prints.
        script.append(line.substring(2)).append(" || :\n");
      } else {
        output.append(line).append('\n');
      }
    }
    expected.add(output.toString());
    script.append("printf '\\n%s\\n' '" + MARK + "rest'\n");
  }

  private static String plain(String output) {
    return MAC.matcher(output.strip()).replaceAll("MAC");
  }

  private static String pattern(String expected) {
    StringBuilder pattern = new StringBuilder("(?s)");
    for (String line : plain(expected).lines().toList()) {
      String quoted =
          Stream.of(line.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(joining(".*"));
      pattern.append(line.strip().equals("...") ? "(?:.*\n)?.*" : quoted + "(?:\n|$)");
    }
    return pattern.toString();
  }

  private void overlay(Path lower, String name, String at) {
    host.run(
            "sh",
            "-ec",
            "mkdir -p /run/up-$1 /run/wk-$1 \"$2\"; mount -t overlay -o"
                + " \"lowerdir=$0,upperdir=/run/up-$1,workdir=/run/wk-$1\" overlay \"$2\"",
            lower.toString(),
            name,
            at)
        .orFail();
  }
}
