package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cni-fp doctor --extension}. */
@DisplayName("an extension that is not installed")
class ExtensionCheckTests {
  private static final String ACTION = FailpointActionProvider.class.getName();
  private static final String DELEGATE = DelegateProvider.class.getName();

  @TempDir private Path directory;
  private CommandRun command;
  private Path jar;

  /** Code that would be noticed if it ran. */
  public abstract static class Loud {
    static {
      fail();
    }

    private static void fail() {
      throw new AssertionError("the extension's code has run");
    }
  }

  /** A provider of an action. */
  @ProviderInfo(name = "acme.good")
  public abstract static class Good extends Loud implements FailpointActionProvider {}

  /** A provider of a delegate. */
  @ProviderInfo(name = "acme.link")
  public abstract static class Link extends Loud implements DelegateProvider {}

  /** A provider that a later cni-fp could use. */
  @ProviderInfo(name = "acme.later", level = 99)
  public abstract static class Later extends Loud implements FailpointActionProvider {}

  /** A provider without a name. */
  public abstract static class Nameless extends Loud implements FailpointActionProvider {}

  @BeforeEach
  void aCommand() {
    command = new CommandRun(directory);
    jar = directory.resolve("acme.jar");
  }

  private void write(Path file, Map<String, Class<?>> services) throws IOException {
    Files.createDirectories(file.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, Class<?>> service : services.entrySet()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
        out.write(service.getValue().getName().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
        add(service.getValue(), out);
      }
      if (!services.isEmpty()) {
        add(Loud.class, out);
      }
    }
  }

  private static void add(Class<?> type, JarOutputStream out) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    out.putNextEntry(new JarEntry(name));
    try (InputStream content = type.getResourceAsStream("/" + name)) {
      content.transferTo(out);
    }
    out.closeEntry();
  }

  private CommandRun.Ended check(Path path) {
    return command.run("doctor", "--extension", path.toString());
  }

  @Test
  void isDescribedWithoutRunningItsCode() throws IOException {
    write(jar, Map.of(ACTION, Good.class, DELEGATE, Link.class));
    CommandRun.Ended checked = check(jar);
    assertThat(checked.out())
        .contains("extension acme.jar: provides the action acme.good and the delegate acme.link");
    assertThat(checked.status()).isZero();
  }

  @Test
  void mayBeADirectory() throws IOException {
    write(directory.resolve("acme/a.jar"), Map.of(ACTION, Good.class));
    write(directory.resolve("acme/b.jar"), Map.of());
    Files.createDirectory(directory.resolve("acme/doc"));
    assertThat(check(directory.resolve("acme")).out())
        .contains("extension acme: provides the action acme.good");
  }

  @Test
  void isRefusedIfItHasNoServices() throws IOException {
    write(jar, Map.of());
    CommandRun.Ended checked = check(jar);
    assertThat(checked.out())
        .contains("wrong", "extension acme.jar: it has no provider in its META-INF/services");
    assertThat(checked.status()).isEqualTo(1);
  }

  @Test
  void isRefusedIfAProviderIsNotAnnotated() throws IOException {
    write(jar, Map.of(ACTION, Nameless.class));
    assertThat(check(jar).out()).contains("Nameless has no @ProviderInfo");
  }

  @Test
  void isRefusedIfItNeedsAHigherLevel() throws IOException {
    write(jar, Map.of(ACTION, Later.class));
    assertThat(check(jar).out()).contains("Later needs the api at level 99, this cni-fp has level");
  }

  @Test
  void isRefusedIfItIsNoJar() throws IOException {
    Files.writeString(jar, "not a jar");
    assertThat(check(jar).out()).contains("extension acme.jar: it is not a jar");
    assertThat(check(directory.resolve("missing.jar")).out()).contains("there is no such file");
    write(directory.resolve("acme.zip"), Map.of(ACTION, Good.class));
    assertThat(check(directory.resolve("acme.zip")).out()).contains("does not end in .jar");
    write(directory.resolve(".acme.jar"), Map.of(ACTION, Good.class));
    assertThat(check(directory.resolve(".acme.jar")).out()).contains("begins with a dot");
  }

  @Test
  void isRefusedIfItsNameIsTaken() throws IOException {
    Path installed = directory.resolve("home/extensions/other.jar");
    write(installed, Map.of(ACTION, Good.class));
    Files.writeString(directory.resolve("home/VERSION"), "1");
    command.from(directory.resolve("home"));
    write(jar, Map.of(ACTION, Good.class));
    assertThat(check(jar).out())
        .contains("acme.good is also provided by " + installed + ": calls that use it would fail");
    // A new version of what is installed.
    write(directory.resolve("other.jar"), Map.of(ACTION, Good.class));
    assertThat(check(directory.resolve("other.jar")).status()).isZero();
  }

  @Test
  void isWarnedAboutIfOthersCanChangeIt() throws IOException {
    write(jar, Map.of(ACTION, Good.class));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
    CommandRun.Ended checked = check(jar);
    assertThat(checked.out())
        .contains(
            "extension acme.jar: provides the action acme.good",
            "warning",
            jar + " may be written by others than its owner: copy it as root into");
    assertThat(checked.status()).isZero();
  }

  @Test
  void leavesNoCopy() throws IOException {
    long before = copies();
    write(jar, Map.of(ACTION, Good.class));
    check(jar);
    assertThat(copies()).isEqualTo(before);
  }

  private static long copies() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.toString().contains("cni-fp-doctor")).count();
    }
  }
}
