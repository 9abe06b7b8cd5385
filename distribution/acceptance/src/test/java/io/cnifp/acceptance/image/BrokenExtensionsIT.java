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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plugins with a defect harm only calls that name them, and such a call is told the jar and the
 * reason.
 */
@DisplayName("a broken plugin")
class BrokenExtensionsIT {
  private static final String CLASS = "acme/Broken.class";
  private static final String SERVICES =
      "META-INF/services/" + FailpointActionProvider.class.getName();

  @RegisterExtension static final InstalledImage installed = new InstalledImage();

  @TempDir Path directory;
  private Scene scene;

  /** Spoils a plugin's jar, or writes something else in its place. */
  @FunctionalInterface
  interface Defect {
    void write(Path jar) throws IOException;
  }

  /** Spoils a plugin that would be good. */
  @FunctionalInterface
  interface Spoiling {
    ExtensionJar apply(ExtensionJar jar) throws IOException;
  }

  @BeforeEach
  void besideAGoodOne() throws IOException {
    scene = new Scene(directory);
    ExtensionJar.failing("acme.Good", "acme.good", "good").write(plugin("good.jar"));
  }

  static Stream<Arguments> thatCannotBeLoaded() {
    return Stream.of(
        defect("not a jar", "it isn't a jar", jar -> Files.writeString(jar, "not a jar")),
        defect("empty file", "it isn't a jar", jar -> Files.writeString(jar, "")),
        defect("FIFO", "it is no regular file", BrokenExtensionsIT::makeFifo),
        defect(
            "link to nothing",
            "it doesn't exist",
            jar -> Files.createSymbolicLink(jar, Path.of("/nonexistent.jar"))),
        defect("empty directory", "no provider in its META-INF/services", Files::createDirectory),
        packed(
            "no META-INF/services",
            "no provider in its META-INF/services",
            jar -> jar.without(SERVICES)),
        packed(
            "service that isn't there",
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
        packed(
            "wrong api level",
            "it needs the api at level 2, this cni-fp has level 1",
            jar -> jar.manifest("Cni-Fp-Api-Level", "2")),
        packed(
            "nonsense as api level",
            "it needs the api at level soon",
            jar -> jar.manifest("Cni-Fp-Api-Level", "soon")),
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
            "public Broken() { new Broken(); }"),
        written("private constructor", "acme.Broken", jar -> jar, "private Broken() {}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void thatCannotBeLoaded(String defect, String reason, Defect written) throws Exception {
    written.write(plugin("broken.jar"));

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

  @ParameterizedTest(name = "{0}")
  @MethodSource("thatCannotBeLoaded")
  void isToldOfToACallWhoseDelegateIsNotFound(String defect, String reason, Defect written)
      throws Exception {
    written.write(plugin("broken.jar"));
    scene.file("{}").member("delegate", "\"acme.net\"");
    ProcessResult finished = scene.call(installed.image(), "ADD");
    assertThat(finished.status()).isEqualTo(1);
    assertThat(finished.stdout())
        .contains(
            "\"msg\": \"failed to find plugin \\\"acme.net\\\" in path",
            "\"details\": \"the plugin ",
            "broken.jar could not be loaded",
            reason);
  }

  @Nested
  @DisplayName("with code that fails when it is used")
  class WhenUsed {

    @ParameterizedTest
    @MethodSource("io.cnifp.acceptance.image.BrokenExtensionsIT#names")
    void hasANameThatIsNone(String name, String reason) throws Exception {
      ExtensionJar.action("acme.Broken", name, "return null;").write(plugin("broken.jar"));
      assertThat(add("1*acme.good").stdout()).contains("\"msg\": \"good\"");
      assertThat(add("1*acme.broken").stdout()).contains("broken.jar could not be loaded", reason);
    }

    @ParameterizedTest
    @MethodSource("io.cnifp.acceptance.image.BrokenExtensionsIT#creations")
    void isRefusedBeforeACountIsUsed(String body, String reason) throws Exception {
      ExtensionJar.action("acme.Broken", "acme.broken", body).write(plugin("broken.jar"));
      ProcessResult finished = add("1*acme.broken");
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stdout()).contains("\"code\": 999", "acme.broken", reason);
      assertThat(scene.left()).contains("1*acme.broken");
      assertThat(scene.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.cnifp.acceptance.image.BrokenExtensionsIT#applications")
    void failsTheCallWithAnErrorThatNamesTheAction(String body, String reason) throws Exception {
      ExtensionJar.action("acme.Broken", "acme.broken", "return call -> { " + body + " };")
          .write(plugin("broken.jar"));
      ProcessResult finished = add("1*acme.broken");
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stdout())
          .contains("\"code\": 999", "the action acme.broken at cmdAdd ", reason);
      assertThat(finished.stderr()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.cnifp.acceptance.image.BrokenExtensionsIT#delegates")
    void failsTheCallWithAnErrorThatNamesTheDelegate(String body, String reason) throws Exception {
      ExtensionJar.delegate("acme.Broken", "acme.broken", body).write(plugin("broken.jar"));
      scene.file("{}").member("delegate", "\"acme.broken\"");
      ProcessResult finished = scene.call(installed.image(), "ADD");
      assertThat(finished.status()).isEqualTo(1);
      assertThat(finished.stdout()).contains("\"code\": 999", reason);
    }

    @Test
    void endsTheProcessIfItExits() throws Exception {
      ExtensionJar.action(
              "acme.Broken", "acme.broken", "return call -> { System.exit(3); return null; };")
          .write(plugin("broken.jar"));
      ProcessResult finished = add("1*acme.broken");
      assertThat(finished.status()).isEqualTo(3);
      assertThat(finished.stdout()).isEmpty();
    }
  }

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("null", "acme.Broken has no name but null"),
        Arguments.of("", "acme.Broken has a name that nobody can write"),
        Arguments.of("acme bröken", "acme.Broken has a name that nobody can write"),
        Arguments.of(
            "throw new IllegalStateException(\"no\")",
            "acme.Broken can't tell its name: java.lang.IllegalStateException: no"));
  }

  static Stream<Arguments> creations() {
    return Stream.of(
        Arguments.of("return null;", "made no action of it but null"),
        Arguments.of("throw new IllegalArgumentException(\"needs more\");", "needs more"),
        Arguments.of("throw new IllegalStateException(\"no\");", "IllegalStateException: no"),
        Arguments.of("throw new AssertionError(\"no\");", "AssertionError: no"));
  }

  static Stream<Arguments> applications() {
    return Stream.of(
        Arguments.of("return null;", "returned null instead of a response"),
        Arguments.of(
            "call.proceed(); return call.proceed();",
            "java.lang.IllegalStateException: proceed() was called a second time"),
        Arguments.of("throw new NullPointerException(\"no\");", "NullPointerException: no"),
        Arguments.of("throw new AssertionError(\"no\");", "java.lang.AssertionError: no"),
        Arguments.of(
            """
            class Sneaky {
              @SuppressWarnings("unchecked")
              <T extends Throwable> void rethrow(Throwable t) throws T { throw (T) t; }
            }
            new Sneaky().<RuntimeException>rethrow(new java.io.IOException("no"));
            return null;
            """,
            "java.io.IOException: no"));
  }

  static Stream<Arguments> delegates() {
    return Stream.of(
        Arguments.of(
            "return null;", "the delegate acme.broken has a provider that made no delegate"),
        Arguments.of(
            "throw new IllegalStateException(\"no\");",
            "the delegate acme.broken failed while it was made: java.lang.IllegalStateException:"
                + " no"),
        Arguments.of("return call -> null;", "the delegate acme.broken returned null"),
        Arguments.of(
            "return call -> { throw new AssertionError(\"no\"); };",
            "the delegate acme.broken failed: java.lang.AssertionError: no"),
        Arguments.of(
            "return call -> CniResponse.success(\"no JSON\");", "failed to unmarshal raw result"));
  }

  private static Arguments defect(String name, String reason, Defect defect) {
    return Arguments.of(name, reason, defect);
  }

  /** A good plugin, spoilt before it is written. */
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
                            "acme.Broken",
                            member
                                + "public String name() { return \"acme.broken\"; }public"
                                + " FailpointAction create(ActionArguments a) { return null; }"))
                .write(jar));
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

  private static Path plugin(String name) {
    return installed.extensions().resolve(name);
  }
}
