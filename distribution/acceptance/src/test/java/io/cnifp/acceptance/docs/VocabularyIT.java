package io.cnifp.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Words that the glossary in CONTRIBUTING.md replaces are in no source and on no page. */
@DisplayName("the vocabulary")
class VocabularyIT {
  private static final Pattern REPLACED =
      Pattern.compile(
          "goes on|told to end|for good|in force|carried out|folder|so-manieth|makes nothing of",
          Pattern.CASE_INSENSITIVE);

  /** The glossary itself, what reads manifests of earlier versions, and this list. */
  private static final Set<String> EXEMPT =
      Set.of("CONTRIBUTING.md", "Manifest.java", "ManifestTests.java", "VocabularyIT.java");

  @Test
  void isTheOneOfTheGlossary() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Repository.files()) {
      String name = Repository.root().relativize(file).toString();
      if (EXEMPT.stream().anyMatch(name::endsWith)) {
        continue;
      }
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
        if (REPLACED.matcher(line).find()) {
          found.add(name + ": " + line.strip());
        }
      }
    }
    assertThat(found).isEmpty();
  }
}
