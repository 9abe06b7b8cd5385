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
 * A third party's jar as a module, which jlink insists on. One without a {@code module-info} gets
 * one: named as an automatic module would be, providing what META-INF/services says.
 *
 * @param name the module's name
 * @param jar a jar with a {@code module-info}
 */
record PluginModule(String name, Path jar) {

  /** Makes a module of a jar; a changed copy goes to {@code folder}. */
  static PluginModule of(Path jar, Path folder) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("cnifp.link: there is no jar " + jar);
    }
    ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    if (!descriptor.isAutomatic()) {
      return new PluginModule(descriptor.name(), jar);
    }
    Files.createDirectories(folder);
    Path copy = folder.resolve(jar.getFileName());
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem content = FileSystems.newFileSystem(copy)) {
      Files.write(content.getPath("module-info.class"), moduleInfo(descriptor));
    }
    return new PluginModule(descriptor.name(), copy);
  }

  private static byte[] moduleInfo(ModuleDescriptor descriptor) {
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of(descriptor.name()),
                module -> {
                  module.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
                  module.requires(ModuleDesc.of("io.cnifp.api"), 0, null);
                  for (ModuleDescriptor.Provides provides : descriptor.provides()) {
                    ClassDesc[] classes =
                        provides.providers().stream().map(ClassDesc::of).toArray(ClassDesc[]::new);
                    module.provides(
                        ModuleProvideInfo.of(ClassDesc.of(provides.service()), classes));
                  }
                }));
  }
}
