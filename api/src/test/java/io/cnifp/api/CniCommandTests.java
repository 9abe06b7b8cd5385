package io.cnifp.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CniCommandTests {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsExactName(CniCommand command) {
    assertThat(CniCommand.of(command.name())).contains(command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "add", "Add", "ADD ", "NOPE"})
  void isNotFoundByAnyOtherName(String name) {
    assertThat(CniCommand.of(name)).isEmpty();
  }
}
