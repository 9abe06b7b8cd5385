package io.cnifp.engine.extension;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which classes of the JDK a provider needs that the image does not have. Looked at before a count
 * is used: afterwards a missing class would fail the call.
 *
 * <p>Looks at the provider's class, and at those of its package that it leads to. What a library in
 * the jar refers to may never be used.
 */
final class JdkModules {
  private static final int MAX_CLASSES = 500;

  private JdkModules() {}

  /**
   * Requires that all are there.
   *
   * @throws IOException that names the class that uses one, the one, and what to do
   */
  static void require(Class<?> provider) throws IOException {
    String own = provider.getPackageName().replace('.', '/') + "/";
    Set<String> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>();
    left.add(provider.getName().replace('.', '/'));
    while (!left.isEmpty() && seen.size() < MAX_CLASSES) {
      String name = left.remove();
      if (!seen.add(name)) {
        continue;
      }
      for (String used : references(provider, name)) {
        if (used.startsWith(own) && used.indexOf('/', own.length()) < 0) {
          left.add(used);
        } else if (isOfJdk(used) && !isPresent(used)) {
          throw new IOException(
              "its class "
                  + name.replace('/', '.')
                  + " uses "
                  + used.replace('/', '.')
                  + moduleOf(used)
                  + ", which the image does not have (runtime/bin/java --list-modules): do without"
                  + " it");
        }
      }
    }
  }

  private static Set<String> references(Class<?> provider, String name) throws IOException {
    Optional<byte[]> file = ClassFiles.find(provider, name);
    return file.isPresent() ? ProviderClassFile.references(file.get()) : Set.of();
  }

  private static boolean isOfJdk(String name) {
    return name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("jdk/");
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Returns the module of a class, in words, where it is known. */
  private static String moduleOf(String used) {
    String packageName = used.substring(0, Math.max(0, used.lastIndexOf('/'))).replace('/', '.');
    String module =
        switch (packageName) {
          case "java.awt", "java.beans", "javax.swing", "javax.imageio", "javax.print" ->
              "java.desktop";
          case "javax.sql" -> "java.sql";
          case "java.lang.instrument" -> "java.instrument";
          case "java.lang.management", "javax.management" -> "java.management";
          case "java.util.logging" -> "java.logging";
          case "java.util.prefs" -> "java.prefs";
          case "javax.script" -> "java.scripting";
          case "java.rmi" -> "java.rmi";
          case "javax.naming" -> "java.naming";
          case "javax.tools", "javax.lang.model" -> "java.compiler";
          case "com.sun.net.httpserver" -> "jdk.httpserver";
          default ->
              packageName.startsWith("javax.xml") || packageName.startsWith("org.w3c.dom")
                  ? "java.xml"
                  : packageName.startsWith("java.net.http") || packageName.equals("java.sql")
                      ? packageName
                      : "";
        };
    return module.isEmpty() ? " of the JDK" : " of the JDK's module " + module;
  }
}
