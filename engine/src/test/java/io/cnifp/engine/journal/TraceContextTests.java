package io.cnifp.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the id of a trace")
class TraceContextTests {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static String id(String parent) {
    return TraceContext.id(Map.of("TRACEPARENT", parent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + ID + "-00f067aa0ba902b7-01",
        "00-" + ID + "-00f067aa0ba902b7-00",
        "cc-" + ID + "-00f067aa0ba902b7-01",
        "cc-" + ID + "-00f067aa0ba902b7-01-what-the-future-will-be-like"
      })
  void isTheSecondPartOfTheVariable(String parent) {
    assertThat(id(parent)).isEqualTo(ID);
  }

  @Test
  void isNoneWithoutTheVariable() {
    assertThat(TraceContext.id(Map.of("traceparent", "00-" + ID + "-00f067aa0ba902b7-01")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ID,
        "00-" + ID,
        "00-" + ID + "-00f067aa0ba902b7",
        "00-" + ID + "-00f067aa0ba902b7-0",
        "00-" + ID + "-00f067aa0ba902b7-01-more",
        "cc-" + ID + "-00f067aa0ba902b7-01more",
        "ff-" + ID + "-00f067aa0ba902b7-01",
        "0x-" + ID + "-00f067aa0ba902b7-01",
        "00_" + ID + "-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + ID + "-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\"-00f067aa0ba902b7-01"
      })
  void isNoneIfTheVariableHasAnotherForm(String parent) {
    assertThat(id(parent)).isEmpty();
  }
}
