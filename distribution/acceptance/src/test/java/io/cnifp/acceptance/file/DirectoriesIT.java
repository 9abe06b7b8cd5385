package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.acceptance.harness.CniFp;
import io.cnifp.acceptance.harness.PluginRun;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of failpoint files with the image, and the recorded files through {@code check}. */
class DirectoriesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path files;
  private PluginRun call;

  @BeforeEach
  void prepare() throws IOException {
    files = Files.createDirectory(directory.resolve("failpoints.d"));
    // Its delegate is fixed, which needs no network and no root.
    call = PluginRun.in(directory).command("DEL");
  }

  private void file(String name, String json) throws IOException {
    Files.writeString(files.resolve(name), json);
  }

  @Test
  void isEvaluatedFileByFileInTheOrderOfTheirNames() throws IOException {
    file("b.json", "{\"cmdDel\":\"1*error(b)\"}");
    file("B.json", "{\"cmdDel\":\"1*error(B)\"}");
    file("é.json", "{\"cmdDel\":\"1*error(é)\"}");
    file(".a.json", "{\"cmdDel\":\"error(hidden)\"}");
    file("a.txt", "{\"cmdDel\":\"error(other)\"}");
    PluginRun named = call.configured(files).variable("LC_ALL", "C");
    assertThat(named.run().message()).isEqualTo("B");
    assertThat(named.run().message()).isEqualTo("b");
    assertThat(named.run().message()).isEqualTo("é");
    assertThat(named.run().isSuccess()).isTrue();
    assertThat(files.resolve("é.json")).hasContent("{\"cmdDel\":\"0*error(é)\"}");
  }

  @Test
  void countsAtMostInEachFile() throws IOException {
    file("a.json", "{\"when\":\"delegate=fixed\",\"atMost\":1,\"cmdDel\":\"error(a)\"}");
    file("b.json", "{\"when\":\"delegate=bridge\",\"cmdDel\":\"error(b)\"}");
    PluginRun named = call.variable("CNI_FP_CONF", files + "/");
    assertThat(named.run().message()).isEqualTo("a");
    assertThat(named.run().isSuccess()).isTrue();
    assertThat(files.resolve("a.json")).content().contains("\"atMost\":0");
  }

  @Test
  void failsTheCallIfAFileIsInvalid() throws IOException {
    file("a.json", "{\"cmdDel\":\"1*off\"}");
    file("b.json", "{\"cmdDel\":\"1*of\"}");
    assertThat(call.configured(files).run().message())
        .startsWith("the failpoint file " + files.resolve("b.json") + " is wrong: cmdDel: ");
    assertThat(files.resolve("a.json")).hasContent("{\"cmdDel\":\"1*off\"}");
  }

  @Test
  void isNoFailpointIfItIsEmptyAndAMissingFileIfItIsMissing() throws IOException {
    assertThat(call.configured(files).run().isSuccess()).isTrue();
    Files.delete(files);
    assertThat(call.configured(files).run().message()).contains("no such file");
  }

  @Test
  void cannotBeNamedByAnAnnotation() {
    ProcessResult add = call.command("ADD").annotated(files).run();
    assertThat(add.message()).contains("is not a regular file");
  }

  @Test
  void isCheckedFileByFile() throws Exception {
    file("a.json", "{\"cmdAdd\":\"off\"}");
    file("b.json", "{\"cmdAdd\":\"of\"}");
    ProcessResult checked = new CniFp(directory).run("check", files.toString());
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.stdout()).contains("a.json: ok", "b.json:1:12: error: cmdAdd: unknown");
  }

  @Test
  void holdsTheRecordedFilesWhichCheckJudgesAsRecorded() throws Exception {
    Path recorded = Repository.root().resolve("engine/src/test/resources/language/files.json");
    List<String> command = new ArrayList<>(List.of("check", "--output", "json"));
    List<Boolean> expected = new ArrayList<>();
    for (JsonNode vector : JSON.readTree(recorded.toFile()).get("valid")) {
      String name = "f" + expected.size() + ".json";
      file(name, vector.get("file").toString());
      command.add(files.resolve(name).toString());
      expected.add(vector.get("valid").asBoolean());
    }
    ProcessResult checked = new CniFp(directory).run(command.toArray(String[]::new));
    List<Boolean> judged = new ArrayList<>();
    JSON.readTree(checked.stdout()).forEach(answer -> judged.add(answer.get("valid").asBoolean()));
    assertThat(judged).isEqualTo(expected).hasSizeGreaterThan(40);
  }
}
