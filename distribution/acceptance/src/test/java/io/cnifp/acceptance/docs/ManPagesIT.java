package io.cnifp.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.failpoint.Attribute;
import io.cnifp.engine.failpoint.Counter;
import io.cnifp.engine.failpoint.Points;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual pages of the image. */
class ManPagesIT {
  private static final Path IMAGE =
      Path.of(Objects.requireNonNull(System.getProperty("cnifp.image"), "cnifp.image"));
  private static final Path PAGES = IMAGE.resolve("share/man");
  private static final Path GROFF = Path.of("/usr/bin/groff");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(PAGES)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  static boolean hasGroff() {
    return Files.isExecutable(GROFF);
  }

  @EnabledIf(value = "hasGroff", disabledReason = "manual pages aren't checked: groff is missing")
  @ParameterizedTest
  @MethodSource("pages")
  void giveGroffNoReasonToComplain(Path page) throws Exception {
    assertThat(groff("-ww", "-z", page.toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void areOfThisVersion(Path page) throws IOException {
    String version = Files.readString(IMAGE.resolve("VERSION")).strip();
    String text = Files.readString(page);
    assertThat(text.startsWith(".so ") || text.replace("\\-", "-").contains("cni-fp " + version))
        .isTrue();
  }

  @Test
  void areThereForEachExecutable() throws IOException {
    List<String> names = pages().map(page -> page.getFileName().toString()).toList();
    try (Stream<Path> executables = Files.list(IMAGE.resolve("bin"))) {
      for (Path executable : executables.toList()) {
        // What the engine and the installer use of bin/launcher is a plugin's under another name.
        String name =
            executable
                .getFileName()
                .toString()
                .replaceAll("^install$", "cni-fp-install")
                .replaceAll("^launcher$", "cni-bridge-fp");
        assertThat(names).containsAnyOf(name + ".1", name + ".8");
      }
    }
  }

  @Test
  void tellEveryOptionOfTheInstaller() throws IOException {
    String page = Files.readString(PAGES.resolve("man8/cni-fp-install.8")).replace("\\-", "-");
    Pattern.compile("--[a-z-]+")
        .matcher(help())
        .results()
        .forEach(option -> assertThat(page).contains(option.group()));
  }

  private static String help() {
    StringBuilder help = new StringBuilder();
    for (String subcommand : List.of("install", "uninstall")) {
      List<String> command = List.of(IMAGE.resolve("bin/cni-fp").toString(), subcommand, "--help");
      help.append(ProcessResult.inheriting(command, Map.of(), "").orFail().stdout());
    }
    return help.toString();
  }

  @EnabledIf(value = "hasGroff", disabledReason = "manual pages aren't checked: groff is missing")
  @Test
  void tellEveryActionPointAndFilter() throws Exception {
    String page = groff(PAGES.resolve("man7/cni-failpoint.7").toString());
    Extensions none = new Extensions(Optional.empty());
    for (FoundProvider<FailpointActionProvider> action :
        ProviderRegistry.actions(none).all(List.of())) {
      assertThat(page).containsPattern("(?m)(^|, ) *" + action.description().name() + "\\b");
    }
    assertThat(page).contains(Points.ALL);
    for (Attribute attribute : Attribute.values()) {
      assertThat(page).contains(attribute.word());
    }
    for (Counter.Kind counter : Counter.Kind.values()) {
      assertThat(page).contains(counter.word());
    }
  }

  /** As plain text, with what groff has to complain about. */
  private static String groff(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            GROFF.toString(), "-man", "-Tutf8", "-P-cbou", "-I", PAGES.toString()),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
