package io.cnifp.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderClassFileTests {

  @Deprecated
  @ProviderInfo(
      name = "acme.é",
      description = "all members",
      usage = "acme.x(y)",
      level = 70_000,
      traits = ProviderInfo.Trait.ENDS_CALL,
      annotations = ProviderInfo.Permission.ALLOWED,
      state = true,
      resident = ProviderInfo.Permission.ALLOWED)
  private static final class Whole implements FailpointActionProvider {
    @SuppressWarnings("UnusedVariable") // for its constants
    private static final long LONG = 1L << 40;

    @Override
    public FailpointAction create(ActionArguments arguments, ActionContext context) {
      throw new AssertionError("no code of a provider runs " + LONG + 1.5d);
    }
  }

  @ProviderInfo(name = "acme.short")
  private abstract static class Brief implements FailpointActionProvider {}

  private abstract static class None implements FailpointActionProvider {}

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getResourceAsStream(file)) {
      return Objects.requireNonNull(stream).readAllBytes();
    }
  }

  /** Constants: the attribute's name and the annotation's; then one value in ever deeper lists. */
  @Test
  void mayNotBeNestedWithoutAnEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeInt(61);
    out.writeShort(3);
    out.writeByte(1);
    out.writeUTF("RuntimeInvisibleAnnotations");
    out.writeByte(1);
    out.writeUTF("Lacme/Any;");
    out.write(new byte[6 + 2 + 2 + 2]);
    out.writeShort(1);
    out.writeShort(1);
    out.writeInt(Integer.MAX_VALUE);
    out.writeShort(1);
    out.writeShort(2);
    out.writeShort(1);
    out.writeShort(1);
    for (int i = 0; i < 100_000; i++) {
      out.writeByte('[');
      out.writeShort(1);
    }
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ProviderClassFile.read(bytes.toByteArray()))
        .withMessage("its annotations are nested too deeply");
  }

  @Test
  void isWhatTheAnnotationSays() throws IOException {
    assertThat(ProviderClassFile.read(bytes(Whole.class)))
        .contains(
            new ProviderDescription(
                "acme.é",
                "all members",
                "acme.x(y)",
                70_000,
                Set.of(ProviderInfo.Trait.ENDS_CALL),
                ProviderInfo.Permission.ALLOWED,
                true,
                ProviderInfo.Permission.ALLOWED));
  }

  @Test
  void hasTheDefaultsOfTheAnnotation() throws IOException {
    assertThat(ProviderClassFile.read(bytes(Brief.class)))
        .contains(
            new ProviderDescription(
                "acme.short",
                "",
                "",
                1,
                Set.of(),
                ProviderInfo.Permission.REFUSED,
                false,
                ProviderInfo.Permission.REFUSED));
  }

  @Test
  void isEmptyWithoutTheAnnotation() throws IOException {
    assertThat(ProviderClassFile.read(bytes(None.class))).isEmpty();
    assertThat(ProviderClassFile.read(bytes(String.class))).isEmpty();
  }

  @Test
  void isRefusedByAnExceptionThatNamesTheClassIfItCannotBeUsed() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ProviderDescription.of(None.class))
        .withMessage(
            None.class.getName() + " has no @ProviderInfo: annotate the class with its name");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ProviderDescription.of(Whole.class))
        .withMessage(Whole.class.getName() + " has an invalid name");
  }

  @Test
  void ofDamagedClassFilesIsReadOrRefused() throws IOException {
    byte[] whole = bytes(Whole.class);
    Random random = new Random(4711);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      damaged =
          random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
      try {
        var _ = ProviderClassFile.read(damaged);
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}
