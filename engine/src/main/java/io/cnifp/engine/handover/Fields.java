package io.cnifp.engine.handover;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list of byte strings, as the launcher and the engines write it: before each stands its length
 * in four bytes, the highest first. Immutable.
 */
public final class Fields {
  private static final int MAX_FIELDS = 64;

  private final List<byte[]> fields;

  private Fields(List<byte[]> fields) {
    this.fields = fields;
  }

  /** Returns a list of fields; the arrays are not copied. */
  public static Fields of(byte[]... fields) {
    return new Fields(List.of(fields));
  }

  /**
   * Reads fields up to the end of their bytes.
   *
   * @throws CniException with code 999 if they are cut off or too many
   */
  public static Fields read(ByteBuffer bytes) {
    List<byte[]> fields = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
      if (length < 0 || length > bytes.remaining() || fields.size() == MAX_FIELDS) {
        throw damaged("the fields are cut off or too many");
      }
      byte[] field = new byte[length];
      bytes.get(field);
      fields.add(field);
    }
    return new Fields(Collections.unmodifiableList(fields));
  }

  /** Returns how many there are. */
  public int count() {
    return fields.size();
  }

  /**
   * Returns a field; not copied.
   *
   * @throws CniException with code 999 if there are not so many
   */
  public byte[] bytes(int index) {
    if (index >= fields.size()) {
      throw damaged("a field is missing");
    }
    return fields.get(index);
  }

  /**
   * Returns a field as text.
   *
   * @throws CniException with code 999 if there are not so many, or if it is not UTF-8
   */
  public String text(int index) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(index))).toString();
    } catch (CharacterCodingException e) {
      throw damaged("a field is not UTF-8");
    }
  }

  /**
   * Returns a field as a number.
   *
   * @throws CniException with code 999 if it is none
   */
  public long number(int index) {
    try {
      return Long.parseLong(text(index));
    } catch (NumberFormatException e) {
      throw damaged("a field is not a number");
    }
  }

  /** Returns all fields as bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    for (byte[] field : fields) {
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
      bytes.writeBytes(field);
    }
    return bytes.toByteArray();
  }

  /** Returns a text as a field. */
  public static byte[] field(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static CniException damaged(String problem) {
    return new CniException(
        CniError.INTERNAL, "what the launcher handed over is wrong: " + problem);
  }
}
