package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("an extension to link in")
class ExtensionModuleTests {
  private static final String SERVICE = "io.cnifp.api.spi.FailpointActionProvider";

  @TempDir private Path directory;

  @Test
  void becomesAModuleThatProvidesItsServices() throws IOException {
    Path jar = jar("acme-flap-1.0.jar");
    ExtensionModule module = ExtensionModule.of(jar, directory.resolve("linked"));
    assertThat(module.name()).isEqualTo("acme.flap");
    ModuleDescriptor descriptor =
        ModuleFinder.of(module.jar()).findAll().iterator().next().descriptor();
    assertThat(descriptor.isAutomatic()).isFalse();
    assertThat(descriptor.requires())
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactlyInAnyOrder("java.base", "io.cnifp.api");
    assertThat(descriptor.provides())
        .singleElement()
        .satisfies(provides -> {
          assertThat(provides.service()).isEqualTo(SERVICE);
          assertThat(provides.providers()).isEqualTo(List.of("com.acme.Flap"));
        });
  }

  @Test
  void isUsedAsItIsIfItIsAModule() throws IOException {
    Path module = ExtensionModule.of(jar("flap.jar"), directory.resolve("linked")).jar();
    assertThat(ExtensionModule.of(module, directory.resolve("again")).jar()).isEqualTo(module);
    assertThat(directory.resolve("again")).doesNotExist();
  }

  @Test
  void mustExist() {
    Path jar = directory.resolve("none.jar");
    assertThatThrownBy(() -> ExtensionModule.of(jar, directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cnifp.link names " + jar + ", which does not exist");
  }

  private Path jar(String name) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("com/acme/Flap.class"));
      zip.write(ClassFile.of().build(ClassDesc.of("com.acme.Flap"), _ -> {}));
      zip.putNextEntry(new ZipEntry("META-INF/services/" + SERVICE));
      zip.write("com.acme.Flap\n".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
