package io.cnifp.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The directories and files of one recorded call of the protocol, with a script as delegate. */
final class ProtocolScene {
  private static final String DELEGATE =
      """
      if [ -e "$FAKE_DIR/seen.env" ]; then cat >/dev/null; else
        cat > "$FAKE_DIR/seen.stdin"; env > "$FAKE_DIR/seen.env"
      fi
      printf '%s ' "$CNI_COMMAND" >> "$FAKE_DIR/seen.commands"
      cat "$FAKE_DIR/stdout"
      cat "$FAKE_DIR/stderr" >&2
      read -r rc < "$FAKE_DIR/rc"
      [ "$rc" = SIGKILL ] && kill -9 $$
      exit "$rc"
      """;

  private final Path root;
  private final Path bin;
  private final Path directory;

  ProtocolScene(Path root) throws IOException {
    this.root = root;
    this.bin = Files.createDirectory(root.resolve("bin"));
    this.directory = Files.createDirectory(root.resolve("dir"));
  }

  /** The failpoint file. */
  Path conf() {
    return root.resolve("fp.json");
  }

  /** What the delegate has recorded: {@code stdin}, {@code env} or {@code commands}. */
  Path seen(String what) {
    return root.resolve("seen." + what);
  }

  /** Removes what the delegate has recorded. */
  void forgetDelegate() throws IOException {
    for (String what : List.of("stdin", "env", "commands")) {
      Files.deleteIfExists(seen(what));
    }
  }

  void prepare(JsonNode vector) throws Exception {
    for (JsonNode name : vector.get("bins")) {
      RecordedCalls.script(bin.resolve(name.asText()), DELEGATE);
    }
    if (!vector.get("prep").isNull()) {
      Process prepared =
          new ProcessBuilder("/bin/sh", "-c", placed(vector.get("prep").asText())).start();
      assertThat(prepared.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(prepared.exitValue()).isZero();
    }
    if (!vector.get("conf").isNull()) {
      Files.writeString(conf(), vector.get("conf").asText());
    }
    for (String stream : List.of("stdout", "stderr", "rc")) {
      Files.writeString(root.resolve(stream), vector.get("delegate").get(stream).asText());
    }
  }

  Map<String, String> environment(JsonNode vector) {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    environment.put("FAKE_DIR", root.toString());
    vector
        .get("env")
        .properties()
        .forEach(
            variable -> environment.put(variable.getKey(), placed(variable.getValue().asText())));
    return environment;
  }

  String stdin(JsonNode vector) {
    return placed(vector.get("stdin").asText());
  }

  private String placed(String text) {
    return text.replace("@BIN@", bin.toString())
        .replace("@CONF@", conf().toString())
        .replace("@DIR@", directory.toString());
  }

  /** A text without the places of this scene. */
  String neutral(String text) {
    return text.replace(bin.toString(), "@BIN@")
        .replace(conf().toString(), "@CONF@")
        .replace(directory.toString(), "@DIR@");
  }
}
