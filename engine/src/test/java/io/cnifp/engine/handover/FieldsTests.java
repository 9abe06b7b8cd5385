package io.cnifp.engine.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cnifp.api.CniException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {
  @Test
  void areReadAsTheyWereWritten() {
    byte[] bytes = Fields.of(Fields.field("a"), new byte[0], Fields.field("12")).toBytes();
    assertThat(bytes).asHexString().isEqualTo("00000001610000000000000002" + "3132");
    Fields read = Fields.read(ByteBuffer.wrap(bytes));
    assertThat(read.count()).isEqualTo(3);
    assertThat(read.text(0)).isEqualTo("a");
    assertThat(read.bytes(1)).isEmpty();
    assertThat(read.number(2)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00", "000000", "0000000161ff", "00000002" + "61", "ffffffff61", "7fffffff"})
  void refuseWhatIsCutOff(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> Fields.read(ByteBuffer.wrap(bytes))).isInstanceOf(CniException.class);
  }

  @Test
  void refuseWhatIsNotThereOrOfAnotherKind() {
    Fields fields = Fields.of(Fields.field("x"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> fields.bytes(2)).hasMessageContaining("missing");
    assertThatThrownBy(() -> fields.number(0)).hasMessageContaining("not a number");
    assertThatThrownBy(() -> fields.text(1)).hasMessageContaining("not UTF-8");
  }

  @Test
  void takeNoMemoryForAnAnnouncedLength() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        assertThat(Fields.read(ByteBuffer.wrap(bytes)).toBytes()).isEqualTo(bytes);
      } catch (CniException e) {
        assertThat(e.error().code()).isEqualTo(999);
      }
    }
  }
}
