package io.cnifp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
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

  private static final ModuleFinder NONE = ModuleFinder.of();

  @TempDir private Path directory;

  @Test
  void becomesAModuleThatProvidesItsServices() throws IOException {
    Path jar = jar("acme-flap-1.0.jar");
    ExtensionModule module = ExtensionModule.of(jar, directory.resolve("linked"), NONE);
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
    Path module = ExtensionModule.of(jar("flap.jar"), directory.resolve("linked"), NONE).jar();
    assertThat(ExtensionModule.of(module, directory.resolve("again"), NONE).jar())
        .isEqualTo(module);
    assertThat(directory.resolve("again")).doesNotExist();
  }

  @Test
  void mustExist() {
    Path jar = directory.resolve("none.jar");
    assertThatThrownBy(() -> ExtensionModule.of(jar, directory, NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cnifp.link names " + jar + ", which does not exist");
  }

  @Test
  void requiresTheModulesOfTheJdkThatItUses() throws IOException {
    Path jar = using("sql.jar", "java.sql.Connection");
    Path module = ExtensionModule.of(jar, directory.resolve("linked"), NONE).jar();
    assertThat(ModuleFinder.of(module).findAll().iterator().next().descriptor().requires())
        .extracting(ModuleDescriptor.Requires::name)
        .contains("java.sql");
  }

  @Test
  void isRefusedIfItsDependenciesAreElsewhere() throws IOException {
    Path jar = using("gson.jar", "com.google.gson.Gson");
    assertThatThrownBy(() -> ExtensionModule.of(jar, directory.resolve("linked"), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cnifp.link: "
                + jar
                + " uses com.google.gson.Gson (in com.acme.Flap), which is neither in it nor in the"
                + " api or the JDK: pack what it depends on into the jar, or install it as a"
                + " directory of jars");
  }

  @Test
  void isRefusedIfItHasAPackageOfTheImage() throws IOException {
    Path jar = jar("flap.jar");
    Path other = ExtensionModule.of(jar("other.jar"), directory.resolve("linked"), NONE).jar();
    assertThatThrownBy(
            () -> ExtensionModule.of(jar, directory.resolve("again"), ModuleFinder.of(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "has the package com.acme, which the image's module other has too: relocate it");
  }

  private Path jar(String name) throws IOException {
    return using(name, "java.lang.Object");
  }

  private Path using(String name, String used) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("com/acme/Flap.class"));
      zip.write(classThatUses(used));
      zip.putNextEntry(new ZipEntry("META-INF/services/" + SERVICE));
      zip.write("com.acme.Flap\n".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static byte[] classThatUses(String used) {
    return ClassFile.of()
        .build(
            ClassDesc.of("com.acme.Flap"),
            type ->
                type.withMethodBody(
                    "use",
                    MethodTypeDesc.of(ConstantDescs.CD_Class),
                    ClassFile.ACC_STATIC,
                    code -> code.loadConstant(ClassDesc.of(used)).areturn()));
  }
}
