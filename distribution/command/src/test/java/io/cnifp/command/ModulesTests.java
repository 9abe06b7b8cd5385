package io.cnifp.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.testkit.TestEngine;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares modules that the tests of the engine don't see with their recorded descriptions. */
@DisplayName("a module")
class ModulesTests {

  @ParameterizedTest
  @ValueSource(classes = {Main.class, TestEngine.class})
  void isDescribedAsExpected(Class<?> member) throws Exception {
    Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor module = ModuleFinder.of(place).findAll().iterator().next().descriptor();
    String expected = "/modules/" + module.name() + ".expected.txt";
    try (InputStream text = ModulesTests.class.getResourceAsStream(expected)) {
      assertThat(text).as(expected).isNotNull();
      assertThat(describe(module))
          .isEqualTo(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String describe(ModuleDescriptor module) {
    return Stream.of(
            module.exports().stream()
                .map(exports -> "exports " + exports.source() + to(exports.targets())),
            module.opens().stream().map(opens -> "opens " + opens.source() + to(opens.targets())),
            module.requires().stream()
                .filter(requires -> !requires.name().equals("java.base"))
                .map(requires -> "requires " + requires.modifiers() + " " + requires.name()),
            module.uses().stream().map(uses -> "uses " + uses),
            module.provides().stream()
                .map(provides -> "provides " + provides.service() + to(provides.providers())))
        .flatMap(lines -> lines)
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static String to(Collection<String> names) {
    return names.isEmpty() ? "" : " to " + new TreeSet<>(names);
  }
}
