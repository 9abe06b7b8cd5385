package io.cnifp.engine.extension;

import io.cnifp.api.spi.ProviderInfo;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ProviderInfo} from a class file (The Java Virtual Machine Specification, chapter 4).
 *
 * <p>Reflection would take 20 ms for the first annotation, since it generates a proxy class, and
 * would link the class. Used for one class file, on one thread.
 */
final class ProviderClassFile {
  private static final int MAGIC = 0xCAFEBABE;

  /** Far more than an annotation that a compiler writes has. */
  private static final int MAX_DEPTH = 16;

  private static final String INFO = "Lio/cnifp/api/spi/ProviderInfo;";

  private final DataInputStream in;
  private final List<Integer> classNames = new ArrayList<>();
  private @Nullable Object[] constants = new Object[0];

  private ProviderClassFile(byte[] classFile) {
    this.in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  /**
   * Returns the description of a provider; empty if its class is not annotated.
   *
   * @throws IOException if the bytes are no class file
   */
  static Optional<ProviderDescription> read(byte[] classFile) throws IOException {
    try {
      return new ProviderClassFile(classFile).read();
    } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
      throw new IOException("it is not a class file", e);
    }
  }

  /**
   * Returns the names of the classes that a class file refers to, with slashes.
   *
   * @throws IOException if the bytes are no class file
   */
  static Set<String> references(byte[] classFile) throws IOException {
    ProviderClassFile file = new ProviderClassFile(classFile);
    try {
      return file.references();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("it is not a class file", e);
    }
  }

  private Set<String> references() throws IOException {
    readHeader();
    Set<String> names = new HashSet<>();
    for (int name : classNames) {
      // An array is named by its descriptor.
      String text = text(name);
      int element = text.startsWith("[") ? text.indexOf('L') + 1 : 0;
      names.add(element == 0 ? text : text.substring(element, text.length() - 1));
    }
    return names;
  }

  private void readHeader() throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("it is not a class file");
    }
    in.readInt();
    readConstants();
  }

  private Optional<ProviderDescription> read() throws IOException {
    readHeader();
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    skipMembers();
    skipMembers();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      String name = text(in.readUnsignedShort());
      int length = in.readInt();
      if (name.equals("RuntimeInvisibleAnnotations")) {
        return readAnnotations();
      }
      in.skipNBytes(Integer.toUnsignedLong(length));
    }
    return Optional.empty();
  }

  private void readConstants() throws IOException {
    constants = new @Nullable Object[in.readUnsignedShort()];
    for (int i = 1; i < constants.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> constants[i] = in.readUTF();
        case 3 -> constants[i] = in.readInt();
        case 5, 6 -> {
          in.skipNBytes(8);
          // A long or a double takes two entries.
          i++;
        }
        case 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 7 -> classNames.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("it is not a class file");
      }
    }
  }

  /** Skips the fields or the methods. */
  private void skipMembers() throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      in.skipNBytes(6);
      for (int j = in.readUnsignedShort(); j > 0; j--) {
        in.skipNBytes(2);
        in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
      }
    }
  }

  private Optional<ProviderDescription> readAnnotations() throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      boolean info = text(in.readUnsignedShort()).equals(INFO);
      Map<String, Object> elements = readElements(0);
      if (info) {
        return Optional.of(description(elements));
      }
    }
    return Optional.empty();
  }

  private Map<String, Object> readElements(int depth) throws IOException {
    Map<String, Object> elements = new HashMap<>();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      String name = text(in.readUnsignedShort());
      elements.put(name, readElement(depth));
    }
    return elements;
  }

  /** Reads a value: a string, a number, the name of an enum's constant, or a list of values. */
  private Object readElement(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("its annotations are nested too deeply");
    }
    int tag = in.readUnsignedByte();
    if (tag == '[') {
      List<Object> values = new ArrayList<>();
      for (int i = in.readUnsignedShort(); i > 0; i--) {
        values.add(readElement(depth + 1));
      }
      return values;
    }
    if (tag == '@') {
      in.skipNBytes(2);
      return readElements(depth + 1);
    }
    if (tag == 'e') {
      in.skipNBytes(2);
    }
    Object constant = constants[in.readUnsignedShort()];
    return constant == null ? "" : constant;
  }

  private static ProviderDescription description(Map<String, Object> elements) {
    Set<ProviderInfo.Trait> traits = EnumSet.noneOf(ProviderInfo.Trait.class);
    for (Object name : (List<?>) elements.getOrDefault("traits", List.of())) {
      for (ProviderInfo.Trait trait : ProviderInfo.Trait.values()) {
        if (trait.name().equals(name)) {
          traits.add(trait);
        }
      }
    }
    return new ProviderDescription(
        (String) elements.getOrDefault("name", ""),
        (String) elements.getOrDefault("description", ""),
        (String) elements.getOrDefault("usage", ""),
        (Integer) elements.getOrDefault("level", 1),
        Set.copyOf(traits),
        permission(elements.get("annotations")),
        // A boolean is a number in a class file.
        Integer.valueOf(1).equals(elements.get("state")),
        permission(elements.get("resident")));
  }

  private static ProviderInfo.Permission permission(@Nullable Object name) {
    return ProviderInfo.Permission.ALLOWED.name().equals(name)
        ? ProviderInfo.Permission.ALLOWED
        : ProviderInfo.Permission.REFUSED;
  }

  private String text(int index) throws IOException {
    if (constants[index] instanceof String text) {
      return text;
    }
    throw new IOException("it is not a class file");
  }
}
