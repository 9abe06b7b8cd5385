package io.cnifp.acceptance.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.acceptance.harness.ExtensionJar;
import io.cnifp.acceptance.harness.InstalledImage;
import io.cnifp.acceptance.harness.ProcessResult;
import io.cnifp.acceptance.harness.Scene;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken extensions harm only calls that name them, and the reply to such a call names the jar and
 * the reason.
 */
@DisplayName("a broken extension")
class BrokenExtensionsIT {
  private static final String CLASS = "acme/Broken.class";
  private static final String CREATE =
      "public FailpointAction create(ActionArguments a, ActionContext c) { return null; }";
  private static final String SERVICES =
      "META-INF/services/" + FailpointActionProvider.class.getName();

  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;

  /** Spoils a extension's jar, or writes something else in its place. */
  @FunctionalInterface
  interface Defect {
    void write(Path jar) throws IOException;
  }

  /** Spoils an extension that would be good. */
  @FunctionalInterface
  interface Spoiling {
    ExtensionJar apply(ExtensionJar jar) throws IOException;
  }

  @BeforeEach
  void besideAGoodOne() throws IOException {
    scene = new Scene(directory);
    ExtensionJar.failing("acme.Good", "acme.good", "good").write(extension("good.jar"));
  }

  static Stream<Arguments> thatCannotBeLoaded() {
    return Stream.of(
        defect("not a jar", "it is not a jar", jar -> Files.writeString(jar, "not a jar")),
        defect("empty file", "it is not a jar", jar -> Files.writeString(jar, "")),
        defect("FIFO", "it is no regular file", BrokenExtensionsIT::makeFifo),
        defect(
            "link to nothing",
            "could not be loaded",
            jar -> Files.createSymbolicLink(jar, Path.of("/nonexistent.jar"))),
        defect("empty directory", "no provider in its META-INF/services", Files::createDirectory),
        packed(
            "no META-INF/services",
            "no provider in its META-INF/services",
            jar -> jar.without(SERVICES)),
        packed(
            "service that is not there",
            "acme.Missing not found",
            jar -> jar.without(CLASS).service(FailpointActionProvider.class, "acme.Missing")),
        packed(
            "nonsense in META-INF/services",
            "Illegal configuration-file syntax",
            jar -> jar.service(FailpointActionProvider.class, "what is this")),
        packed(
            "bad class bytes",
            "ClassFormatError",
            jar -> jar.entry(CLASS, "no class".getBytes(UTF_8))),
        packed(
            "class for a newer JDK",
            "UnsupportedClassVersionError",
            jar -> jar.edited(CLASS, BrokenExtensionsIT::ofRelease99)),
        packed(
            "class of another service",
            "not a subtype",
            jar -> jar.without(SERVICES).service(DelegateProvider.class, "acme.Broken")),
        defect(
            "level that is too high",
            "acme.Broken needs the api at level 3, this cni-fp has level 2",
            jar -> annotated("@ProviderInfo(name = \"acme.broken\", level = 3)").write(jar)),
        written(
            "private constructor",
            "Unable to get public no-arg constructor",
            jar -> jar,
            "private Broken() {}"),
        defect(
            "no annotation",
            "acme.Broken has no @ProviderInfo: annotate the class with its name",
            jar -> annotated("").write(jar)),
        packed(
            "class in a package of the JDK",
            "Prohibited package name: java.evil",
            jar ->
                jar.without(SERVICES)
                    .service(FailpointActionProvider.class, "java.evil.X")
                    .entry("java/evil/X.class", "no class".getBytes(UTF_8))),
        defect("signed jar that was changed", "digest error", BrokenExtensionsIT::signedAndChanged),
        packed(
            "two classes of one name",
            "two of its classes have the name acme.broken",
            jar -> jar.andAction("acme.Other", "acme.broken", "return null;")),
        defect(
            "name that is no word",
            "no term can name its action \\\"Acme.broken\\\"",
            jar -> annotated("@ProviderInfo(name = \"Acme.broken\")").write(jar)),
        defect(
            "name without a dot",
            "it provides \\\"error\\\", but names without a dot are the project's own",
            jar -> annotated("@ProviderInfo(name = \"error\")").write(jar)),
        defect(
            "empty name",
            "acme.Broken has an invalid name",
            jar -> annotated("@ProviderInfo(name = \"\")").write(jar)),
        defect(
            "name that a failpoint cannot have",
            "acme.Broken has an invalid name",
            jar -> annotated("@ProviderInfo(name = \"acme.br\u00f6ken\")").write(jar)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void thatCannotBeLoaded(String defect, String reason, Defect written) throws Exception {
    written.write(extension("broken.jar"));

    assertThat(add("1*error(x)").stdout()).contains("\"msg\": \"x\"");
    assertThat(add("1*acme.good").stdout()).contains("\"msg\": \"good\"");

    ProcessResult finished = add("1*acme.broken");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout())
        .contains(
            "unknown action \\\"acme.broken\\\" at 2", "broken.jar could not be loaded", reason);
    assertThat(finished.stdout()).doesNotContain("good.jar could not");
    assertThat(finished.stderr()).isEmpty();
    assertThat(scene.left()).contains("1*acme.broken");
    assertThat(scene.calls()).isEmpty();
  }

  static Stream<Arguments> whoseProviderCannotBeCreated() {
    return Stream.of(
        written(
            "missing dependency",
            "acme.Broken could not be instantiated: java.lang.ClassNotFoundException:"
                + " acme.Broken$Library",
            jar -> jar.without("acme/Broken$Library.class"),
            "public Broken() { new Library(); } static class Library {}"),
        written(
            "constructor that throws",
            "acme.Broken could not be instantiated: java.lang.IllegalStateException: no",
            jar -> jar,
            "public Broken() { throw new IllegalStateException(\"no\"); }"),
        written(
            "static initializer that throws",
            "java.lang.IllegalStateException: no",
            jar -> jar,
            "static { if (true) throw new IllegalStateException(\"no\"); }"),
        written(
            "constructor without end",
            "StackOverflowError",
            jar -> jar,
            "public Broken() { new Broken(); }"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void whoseProviderCannotBeCreated(String defect, String reason, Defect written) throws Exception {
    written.write(extension("broken.jar"));

    assertThat(add("1*acme.good").stdout()).contains("\"msg\": \"good\"");

    ProcessResult finished = add("1*acme.broken");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout())
        .contains("\\\"acme.broken\\\" of ", "broken.jar could not be created", reason);
    assertThat(finished.stderr()).isEmpty();
    assertThat(scene.left()).contains("1*acme.broken");
    assertThat(scene.calls()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("thatCannotBeLoaded")
  void isToldOfToACallWhoseDelegateIsNotFound(String defect, String reason, Defect written)
      throws Exception {
    written.write(extension("broken.jar"));
    scene.file("{}").delegatedTo("\"acme.net\"");
    ProcessResult finished = scene.call(installed.image(), "ADD");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout())
        .contains(
            "\"msg\": \"failed to find plugin \\\"acme.net\\\" in path",
            "\"details\": \"the extension ",
            "broken.jar could not be loaded",
            reason);
  }

  private static Arguments defect(String name, String reason, Defect defect) {
    return Arguments.of(name, reason, defect);
  }

  /** A good extension, spoilt before it is written. */
  private static Arguments packed(String name, String reason, Spoiling spoilt) {
    return written(name, reason, spoilt, "");
  }

  private static Arguments written(String name, String reason, Spoiling spoilt, String member) {
    return defect(
        name,
        reason,
        jar ->
            spoilt
                .apply(
                    new ExtensionJar()
                        .provider(
                            FailpointActionProvider.class,
                            "acme.broken",
                            "acme.Broken",
                            member + CREATE))
                .write(jar));
  }

  /** Signs a jar as an author does, then changes one byte of its class. */
  private static void signedAndChanged(Path jar) throws IOException {
    annotated("@ProviderInfo(name = \"acme.broken\")").write(jar);
    Path keys = jar.resolveSibling("keys.p12");
    String jdk = System.getProperty("java.home") + "/bin/";
    String[] store = {"-keystore", keys.toString(), "-storepass", "secret"};
    run(
        store,
        jdk + "keytool",
        "-genkeypair",
        "-alias",
        "acme",
        "-keyalg",
        "EC",
        "-dname",
        "CN=acme");
    run(store, jdk + "jarsigner", jar.toString(), "acme");
    Files.delete(keys);
    try (FileSystem content = FileSystems.newFileSystem(jar)) {
      Path entry = content.getPath(CLASS);
      byte[] bytes = Files.readAllBytes(entry);
      bytes[bytes.length - 1] ^= 1;
      Files.write(entry, bytes);
    }
  }

  private static void run(String[] store, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    // jarsigner takes the jar and the alias last.
    all.addAll(1, List.of(store));
    try {
      Process process =
          new ProcessBuilder(all)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).as(command[0]).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static ExtensionJar annotated(String annotation) throws IOException {
    return new ExtensionJar()
        .annotated(FailpointActionProvider.class, annotation, "acme.Broken", CREATE);
  }

  private static byte[] ofRelease99(byte[] bytes) {
    byte[] later = bytes.clone();
    later[7] = (byte) (44 + 99);
    return later;
  }

  private static void makeFifo(Path jar) throws IOException {
    try {
      Process made = new ProcessBuilder("mkfifo", jar.toString()).inheritIO().start();
      assertThat(made.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private ProcessResult add(String failpoint) throws Exception {
    return scene.failpoint("cmdAdd", failpoint).call(installed.image(), "ADD");
  }

  private static Path extension(String name) {
    return installed.extensions().resolve(name);
  }
}
