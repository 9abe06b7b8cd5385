package io.cnifp.engine.safefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("the mode of what is created")
class CreationModeTests {
  @ParameterizedTest
  @CsvSource({"rwxr-x--x, 0751", "rw-r--r--, 0644", "---------, 0", "rwxrwxrwx, 0777"})
  void hasTheBits(String text, String mode) {
    assertThat(CreationMode.of(Integer.parseInt(mode, 8)).value())
        .isEqualTo(PosixFilePermissions.fromString(text));
  }
}
