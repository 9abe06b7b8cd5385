package io.cnifp.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksIT {
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```\\s*$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]+`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");

  static Stream<Path> pages() throws IOException {
    return Repository.pages().stream();
  }

  /** Addresses on the net are not asked: a test that needs them would fail with them. */
  @ParameterizedTest
  @MethodSource("pages")
  void leadToAFileAndAHeadingOfIt(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(INLINE_CODE.matcher(prose(page)).replaceAll("code"));
    while (link.find()) {
      String target = link.group(1);
      if (!target.matches("[a-z]+:.*") && !leads(page, target)) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void leadFromTheIndexToEveryPageOfTheDocumentation() throws IOException {
    Path docs = Repository.root().resolve("docs");
    String index = Files.readString(docs.resolve("README.md"));
    for (Path page : Repository.pages()) {
      if (page.startsWith(docs) && !page.endsWith("README.md")) {
        assertThat(index).contains("](" + docs.relativize(page) + ")");
      }
    }
  }

  private static boolean leads(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String name = hash < 0 ? target : target.substring(0, hash);
    Path file = name.isEmpty() ? page : page.resolveSibling(name).normalize();
    if (!file.startsWith(Repository.root()) || !Files.exists(file)) {
      return false;
    }
    return hash < 0 || anchors(file).contains(target.substring(hash + 1));
  }

  /** As the places that show such pages make them of headings. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading ->
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .toList();
  }

  private static String prose(Path page) throws IOException {
    return FENCED.matcher(Files.readString(page)).replaceAll("");
  }
}
