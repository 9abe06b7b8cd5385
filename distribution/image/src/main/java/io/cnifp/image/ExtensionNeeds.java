package io.cnifp.image;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the classes of a jar use of the JDK. A jar that uses anything else cannot be linked: its
 * module would not read it, and the image's own libraries are not the ones that it was built with.
 *
 * @param modules the modules of the JDK
 */
record ExtensionNeeds(Set<String> modules) {
  private static final String API = "io/cnifp/api";

  /**
   * Finds what a jar uses.
   *
   * @param jar the jar
   * @param image the other modules of the image
   * @throws IllegalArgumentException if it uses classes that are neither in it nor in the api or
   *     the JDK, or has packages that the image has too
   */
  static ExtensionNeeds of(Path jar, ModuleFinder image) throws IOException {
    Map<String, String> jdk = packages(ModuleFinder.ofSystem());
    Map<String, String> others = packages(image);
    Set<String> own = new HashSet<>();
    Map<String, String> users = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        String name = entry.getName().substring(0, entry.getName().length() - ".class".length());
        own.add(name);
        for (String used : references(file.getInputStream(entry).readAllBytes())) {
          users.putIfAbsent(used, name);
        }
      }
    }
    for (String name : own) {
      String module = others.get(packageOf(name));
      if (module != null) {
        throw new IllegalArgumentException(
            "cnifp.link: %s has the package %s, which the image's module %s has too: relocate it"
                .formatted(jar, dotted(packageOf(name)), module));
      }
    }
    Set<String> modules = new TreeSet<>();
    users.keySet().removeAll(own);
    for (Map.Entry<String, String> use : users.entrySet()) {
      String packageName = packageOf(use.getKey());
      String module = jdk.get(packageName);
      if (module != null) {
        modules.add(module);
      } else if (!packageName.startsWith(API)) {
        throw new IllegalArgumentException(
            ("cnifp.link: %s uses %s (in %s), which is neither in it nor in the api or the JDK:"
                    + " pack what it depends on into the jar, or install it as a directory of jars")
                .formatted(jar, dotted(use.getKey()), dotted(use.getValue())));
      }
    }
    modules.remove("java.base");
    return new ExtensionNeeds(Set.copyOf(modules));
  }

  /** Returns the names of the classes that a class file refers to, with slashes. */
  private static List<String> references(byte[] classFile) {
    Set<String> names = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      if (entry instanceof ClassEntry used) {
        String name = used.asInternalName();
        // An array is named by its descriptor.
        int element = name.startsWith("[") ? name.indexOf('L') + 1 : 0;
        if (!name.startsWith("[") || element > 0) {
          names.add(element == 0 ? name : name.substring(element, name.length() - 1));
        }
      }
    }
    return List.copyOf(names);
  }

  private static Map<String, String> packages(ModuleFinder modules) {
    Map<String, String> packages = new HashMap<>();
    for (ModuleReference module : modules.findAll()) {
      ModuleDescriptor descriptor = module.descriptor();
      descriptor
          .packages()
          .forEach(name -> packages.put(name.replace('.', '/'), descriptor.name()));
    }
    return packages;
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static String dotted(String name) {
    return name.replace('/', '.');
  }
}
