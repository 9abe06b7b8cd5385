package io.cnifp.acceptance.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.RootOnLinux;
import io.cnifp.acceptance.maven.AuthorsMaven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial of docs/extending.md, done as its reader does it: from an empty directory, with a
 * real Maven, an installation and a containerd, and nothing else of this project.
 */
@ExtendWith(RootOnLinux.class)
@DisplayName("docs/extending.md")
class ExtendingIT {
  private static final Pattern BLOCK =
      Pattern.compile("^```(sh|text|yaml|console)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ANNOTATION =
      Pattern.compile("^    (\\S+): (\\S+)$", Pattern.MULTILINE);
  private static final String NEXT = "--- next block ---";

  @RegisterExtension static final Node node = Node.own();

  @TempDir Path directory;

  /** A block of the page; its kind is the word after the three ticks. */
  private record Block(String kind, String content) {}

  @Test
  void leadsFromAnEmptyDirectoryToAFailingPod() throws IOException {
    List<Block> blocks = blocks("## From an empty directory to a failing pod");
    // The next section continues in the same shell.
    List<Block> both = new ArrayList<>(blocks);
    both.addAll(blocks("## An action with state and a dependency"));
    List<String> commands = of("sh", both);
    commands.add(shaded());
    List<String> printed = run(commands);
    assertPrinted(both, printed);
    assertThat(printed.getLast()).contains("\"msg\": \"this pod is a canary\"");

    String manifest = of("yaml", blocks).getFirst();
    Matcher annotation = ANNOTATION.matcher(manifest);
    assertThat(annotation.find()).as(manifest).isTrue();
    Map<String, String> annotations = Map.of(annotation.group(1), annotation.group(2));
    Pod pod = new Pod("quota", "e2e", UUID.randomUUID().toString(), annotations, "");
    // The network of the page has another name than the tests'.
    String error = of("text", blocks).getLast().strip();
    assertThatThrownBy(() -> node.run(pod)).hasMessageContaining(error);
    assertThat(node.cri().network(node.run(pod)).address()).startsWith("10.87.");
  }

  /** Returns the commands that bring the second action and its dependency in one jar. */
  private static String shaded() throws IOException {
    Matcher plugin = Pattern.compile("(?ms)^  ```xml\n(.*?)^  ```$").matcher(page());
    assertThat(plugin.find()).isTrue();
    return """
    cd ../acme-canary
    sed -i '/^    <plugins>/r /dev/stdin' pom.xml <<'END'
    %s
    END
    mvn -q package -DskipTests
    rm -r "$CNI_FP/extensions/acme-canary"
    cp target/acme-canary-1.0.0.jar "$CNI_FP/extensions/"
    cd ../acme-quota
    echo '{"cmdAdd": "acme.canary{percentage=100, at_most=1}"}' >failpoints.json
    add || :
    """
        .formatted(plugin.group(1));
  }

  private static String page() throws IOException {
    return Files.readString(AuthorsMaven.sources().resolve("docs/extending.md"));
  }

  /** Runs the commands in one shell, as one types them, and returns what each block printed. */
  private List<String> run(List<String> commands) throws IOException {
    String script = "set -eu\n" + String.join("echo '" + NEXT + "'\n", commands);
    Path file = Files.writeString(directory.resolve("commands"), script);
    ProcessResult done =
        node.host()
            .run(
                Map.of(
                    "PATH",
                    AuthorsMaven.directory() + ":/usr/sbin:/usr/bin:/sbin:/bin",
                    "CNI_FP",
                    node.prefix().resolve("current").toString()),
                "",
                "sh",
                "-c",
                "mkdir " + directory + "/empty && cd " + directory + "/empty && . " + file)
            .orFail();
    // Maven resets a terminal's colours even if it has set none.
    String plain = done.stdout().replaceAll("\u001B\\[[0-9;]*m", "");
    return List.of(plain.split(NEXT + "\n", -1));
  }

  /** What a block prints is in the block of text that follows it. */
  private static void assertPrinted(List<Block> blocks, List<String> printed) {
    int command = 0;
    int compared = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (!blocks.get(i).kind().equals("sh")) {
        continue;
      }
      boolean expected = i + 1 < blocks.size() && blocks.get(i + 1).kind().equals("text");
      if (expected) {
        assertThat(printed.get(command)).isEqualTo(blocks.get(i + 1).content());
        compared++;
      }
      command++;
    }
    assertThat(compared).as("outputs compared").isPositive();
  }

  private static List<String> of(String kind, List<Block> blocks) {
    return blocks.stream()
        .filter(block -> block.kind().equals(kind))
        .map(Block::content)
        .collect(Collectors.toList());
  }

  private static List<Block> blocks(String heading) throws IOException {
    String page = page();
    int from = page.indexOf(heading);
    assertThat(from).isPositive();
    int to = page.indexOf("\n## ", from);
    List<Block> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(page.substring(from, to));
    while (block.find()) {
      blocks.add(new Block(block.group(1), block.group(2)));
    }
    return blocks;
  }
}
