package io.cnifp.image;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleProvideInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An extension as the module that jlink requires. A jar without a {@code module-info} gets one: it
 * has the name that an automatic module would have, and provides what META-INF/services lists.
 *
 * @param name the module's name
 * @param jar a jar with a {@code module-info}
 */
record ExtensionModule(String name, Path jar) {

  /**
   * Returns the module of a jar.
   *
   * @param directory where a changed copy is written, if one is needed
   * @param image the other modules of the image
   * @throws IllegalArgumentException if there is no such jar, or if it cannot be linked alone
   */
  static ExtensionModule of(Path jar, Path directory, ModuleFinder image) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("cnifp.link names " + jar + ", which does not exist");
    }
    ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    if (!descriptor.isAutomatic()) {
      return new ExtensionModule(descriptor.name(), jar);
    }
    ExtensionNeeds needs = ExtensionNeeds.of(jar, image);
    Files.createDirectories(directory);
    Path copy = directory.resolve(jar.getFileName());
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem content = FileSystems.newFileSystem(copy)) {
      Files.write(content.getPath("module-info.class"), moduleInfo(descriptor, needs));
    }
    return new ExtensionModule(descriptor.name(), copy);
  }

  private static byte[] moduleInfo(ModuleDescriptor descriptor, ExtensionNeeds needs) {
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of(descriptor.name()),
                module -> {
                  module.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
                  module.requires(ModuleDesc.of("io.cnifp.api"), 0, null);
                  for (String used : needs.modules()) {
                    module.requires(ModuleDesc.of(used), 0, null);
                  }
                  for (ModuleDescriptor.Provides provides : descriptor.provides()) {
                    ClassDesc[] classes =
                        provides.providers().stream().map(ClassDesc::of).toArray(ClassDesc[]::new);
                    module.provides(
                        ModuleProvideInfo.of(ClassDesc.of(provides.service()), classes));
                  }
                }));
  }
}
