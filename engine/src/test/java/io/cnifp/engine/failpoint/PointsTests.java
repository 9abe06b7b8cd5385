package io.cnifp.engine.failpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTests {

  @ParameterizedTest
  @CsvSource({
    "ADD,cmdAdd,afterAdd",
    "DEL,cmdDel,afterDel",
    "CHECK,cmdCheck,afterCheck",
    "GC,cmdGc,afterGc",
    "STATUS,cmdStatus,afterStatus",
    "VERSION,cmdVersion,"
  })
  void areOneBeforeAndOneAfterTheDelegate(CniCommand command, String before, String after) {
    assertThat(Points.of(command)).isEqualTo(new Points(before, Optional.ofNullable(after)));
  }

  @Test
  void areAllThoseOfTheCommands() {
    Stream<String> ofCommands =
        Arrays.stream(CniCommand.values())
            .map(Points::of)
            .flatMap(points -> Stream.concat(Stream.of(points.before()), points.after().stream()));
    assertThat(Points.ALL)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ofCommands.toList());
  }
}
