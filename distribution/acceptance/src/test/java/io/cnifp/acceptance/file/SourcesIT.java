package io.cnifp.acceptance.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.PluginRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may name a failpoint file, for every command, and who is heard first. */
class SourcesIT {
  private static final String COMMANDS =
      """
      ADD, cmdAdd
      DEL, cmdDel
      CHECK, cmdCheck
      STATUS, cmdStatus
      GC, cmdGc
      VERSION, cmdVersion
      """;

  @TempDir private Path directory;
  private PluginRun call;

  @BeforeEach
  void prepare() {
    call = PluginRun.in(directory);
  }

  private Path file(String name, String point) throws IOException {
    return Files.writeString(
        directory.resolve(name), "{\"" + point + "\":\"1*error(" + name + ")\"}");
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void theVariableServesEveryCommand(String command, String point) throws IOException {
    Path file = file("variable", point);
    PluginRun named = call.command(command).variable("CNI_FP_CONF", file.toString());
    assertThat(named.run().message()).isEqualTo("variable");
    assertThat(file).hasContent("{\"" + point + "\":\"0*error(variable)\"}");
    assertThat(named.run().isSuccess()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void theConfigurationServesEveryCommand(String command, String point) throws IOException {
    Path file = file("configured", point);
    assertThat(call.command(command).configured(file).run().message()).isEqualTo("configured");
  }

  @ParameterizedTest
  @CsvSource(textBlock = COMMANDS)
  void theAnnotationIsHeardBeforeTheConfigurationAndThatBeforeTheVariable(
      String command, String point) throws IOException {
    PluginRun third =
        call.command(command).variable("CNI_FP_CONF", file("variable", point).toString());
    PluginRun second = third.configured(file("configured", point));
    PluginRun first = second.annotated(file("annotated", point));
    assertThat(first.run().message()).isEqualTo("annotated");
    assertThat(directory.resolve("configured")).content().contains("1*");
    assertThat(second.run().message()).isEqualTo("configured");
    assertThat(directory.resolve("variable")).content().contains("1*");
  }

  @Test
  void oneThatIsThereButEmptyIsPassedOver() throws IOException {
    Path file = file("configured", "cmdAdd");
    assertThat(call.annotated("").configured(file).run().message()).isEqualTo("configured");
    assertThat(call.variable("CNI_FP_CONF", "").run().isSuccess()).isTrue();
  }

  @Test
  void oneThatIsWrongIsAnErrorAndNotPassedOver() throws IOException {
    Path file = file("configured", "cmdAdd");
    assertThat(call.annotated("relative").configured(file).run().message())
        .isEqualTo("failpoint confPath(relative) is required to be absolute");
    assertThat(call.variable("CNI_FP_CONF", "relative").run().message())
        .isEqualTo("failpoint confPath(relative) is required to be absolute");
    assertThat(file).content().contains("1*");
  }
}
