package io.cnifp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniRequest;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the modules say of themselves, held against what is written down. */
@DisplayName("a module")
class ModulesTests {

  static Stream<Class<?>> modules() {
    return Stream.of(CniRequest.class, Engine.class, provider("Error"), provider("Bridge"));
  }

  /**
   * The text is that of {@code jar --describe-module}, sorted. A change here is a change for
   * others: of the api for everyone who builds on it.
   */
  @ParameterizedTest
  @MethodSource("modules")
  void isDescribedAsExpected(Class<?> member) throws Exception {
    ModuleDescriptor descriptor = descriptor(member);
    String expected = "/modules/" + descriptor.name() + ".expected.txt";
    try (InputStream text = ModulesTests.class.getResourceAsStream(expected)) {
      assertThat(text).as(expected).isNotNull();
      assertThat(describe(descriptor))
          .as("engine/src/test/resources%s describes it", expected)
          .isEqualTo(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * As {@code jdeps} shows it: the JDK alone, and of it only the base. What else a class names must
   * be found, and only the annotations that are required at compile time can be.
   */
  @Test
  void ofTheApiNeedsJavaBaseAlone() throws Exception {
    assertThat(jdeps("--class-path", place(NullMarked.class).toString())).isEqualTo("java.base");
    assertThat(jdeps()).contains("org.jspecify.annotations.NullMarked", "not found");
  }

  private static String jdeps(String... classPath) throws URISyntaxException {
    List<String> options =
        new ArrayList<>(List.of("--print-module-deps", "--multi-release", "base"));
    options.addAll(List.of(classPath));
    options.add(place(CniRequest.class).toString());
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(writer, writer, options.toArray(String[]::new));
    return printed.toString().strip();
  }

  private static Path place(Class<?> member) throws URISyntaxException {
    return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Nested
  class WithProviders {

    @Test
    void listsTheSameActionsForTheImageAndForTheClassPath() throws Exception {
      assertThat(provided(provider("Error"), FailpointActionProvider.class))
          .isEqualTo(found(FailpointActionProvider.class))
          .isNotEmpty();
    }

    @Test
    void listsTheSameDelegatesForTheImageAndForTheClassPath() throws Exception {
      assertThat(provided(provider("Bridge"), DelegateProvider.class))
          .isEqualTo(found(DelegateProvider.class))
          .isNotEmpty();
    }
  }

  private static Set<String> provided(Class<?> member, Class<?> service) throws Exception {
    return descriptor(member).provides().stream()
        .filter(provides -> provides.service().equals(service.getName()))
        .flatMap(provides -> provides.providers().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What META-INF/services names: these tests run on the class path. */
  private static Set<String> found(Class<?> service) {
    return ServiceLoader.load(service).stream()
        .map(provider -> provider.type().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Class<?> provider(String name) {
    return Stream.of(FailpointActionProvider.class, DelegateProvider.class)
        .flatMap(service -> ServiceLoader.load(service).stream())
        .map(ServiceLoader.Provider::type)
        .filter(type -> type.getSimpleName().startsWith(name))
        .findAny()
        .orElseThrow();
  }

  /** The descriptor beside a class, in a directory of classes or in a jar. */
  private static ModuleDescriptor descriptor(Class<?> member)
      throws IOException, URISyntaxException {
    Path place = place(member);
    if (Files.isDirectory(place)) {
      return ModuleDescriptor.read(Files.newInputStream(place.resolve("module-info.class")));
    }
    try (var jar = FileSystems.newFileSystem(place)) {
      return ModuleDescriptor.read(Files.newInputStream(jar.getPath("/module-info.class")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(ModuleDescriptor module) {
    List<Stream<String>> parts =
        List.of(
            module.exports().stream()
                .map(exports ->
                    "exports "
                        + exports.source()
                        + (exports.isQualified() ? " to " + new TreeSet<>(exports.targets()) : "")),
            module.requires().stream()
                .filter(requires -> !requires.name().equals("java.base"))
                .map(requires -> "requires " + requires.modifiers() + " " + requires.name()),
            module.uses().stream().map(uses -> "uses " + uses),
            module.provides().stream()
                .map(provides ->
                    "provides "
                        + provides.service()
                        + " with "
                        + new TreeSet<>(provides.providers())));
    return module.name()
        + "\n"
        + parts.stream()
            .flatMap(part -> part.sorted().map(line -> line + "\n"))
            .collect(Collectors.joining());
  }
}
