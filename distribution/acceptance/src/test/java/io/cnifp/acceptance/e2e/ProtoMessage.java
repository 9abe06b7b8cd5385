package io.cnifp.acceptance.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A protobuf message known by its field numbers only: as much of the encoding as CRI's few calls
 * need, in place of a code generator, its plugin and its run time.
 *
 * <p>See <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>. Fields are
 * texts, messages, maps of texts and varints.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** One field on the wire: a number, or the bytes of a text or message. */
  private record Field(int number, long varint, ByteBuffer bytes) {
    byte[] toByteArray() {
      var copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return copy;
    }
  }

  private final List<Field> fields = new ArrayList<>();
  private final ByteArrayOutputStream encoded = new ByteArrayOutputStream();

  static ProtoMessage parse(byte[] bytes) {
    var message = new ProtoMessage();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int key = (int) readVarint(in);
      int number = key >>> 3;
      switch (key & 7) {
        case VARINT ->
            message.fields.add(new Field(number, readVarint(in), ByteBuffer.allocate(0)));
        case FIXED64 -> in.position(in.position() + Long.BYTES);
        case FIXED32 -> in.position(in.position() + Integer.BYTES);
        case BYTES -> {
          int length = (int) readVarint(in);
          message.fields.add(new Field(number, 0, in.slice(in.position(), length)));
          in.position(in.position() + length);
        }
        default -> throw new IllegalArgumentException("wire type " + (key & 7));
      }
    }
    message.encoded.writeBytes(bytes);
    return message;
  }

  ProtoMessage with(int number, String text) {
    return with(number, text.getBytes(UTF_8));
  }

  ProtoMessage with(int number, ProtoMessage message) {
    return with(number, message.toByteArray());
  }

  ProtoMessage with(int number, boolean value) {
    writeVarint(((long) number << 3) | VARINT);
    writeVarint(value ? 1 : 0);
    return this;
  }

  /** A map is a repeated message with the key in field 1 and the value in field 2. */
  ProtoMessage with(int number, Map<String, String> map) {
    map.forEach((key, value) -> with(number, new ProtoMessage().with(1, key).with(2, value)));
    return this;
  }

  /** The field's text; empty, as protobuf has it, if it isn't there. */
  String text(int number) {
    return values(number)
        .findFirst()
        .map(field -> new String(field.toByteArray(), UTF_8))
        .orElse("");
  }

  /** The field's number; 0 if it isn't there. */
  long number(int number) {
    return values(number).findFirst().map(Field::varint).orElse(0L);
  }

  /** The messages in a repeated field. */
  List<ProtoMessage> messages(int number) {
    return values(number).map(field -> parse(field.toByteArray())).toList();
  }

  /** The message in a single field. */
  Optional<ProtoMessage> message(int number) {
    return messages(number).stream().findFirst();
  }

  byte[] toByteArray() {
    return encoded.toByteArray();
  }

  private Stream<Field> values(int number) {
    return fields.stream().filter(field -> field.number == number);
  }

  private ProtoMessage with(int number, byte[] bytes) {
    writeVarint(((long) number << 3) | BYTES);
    writeVarint(bytes.length);
    encoded.writeBytes(bytes);
    return this;
  }

  private void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      encoded.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    encoded.write((int) rest);
  }

  private static long readVarint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
