package io.cnifp.engine.extension;

import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one extension. They see the JDK, the api and their own jars, but not the
 * engine, its libraries or another extension.
 *
 * <p>This separates versions and protects nothing: an extension's code has all rights of the
 * process.
 */
final class ExtensionClassLoader extends URLClassLoader {
  private static final String API = "io.cnifp.api.";
  private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

  static {
    registerAsParallelCapable();
  }

  ExtensionClassLoader(String name, URL[] jars) {
    super(name, jars, JDK);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isApi(name)) {
      return Class.forName(name, false, ExtensionClassLoader.class.getClassLoader());
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = ofJdk(name);
      }
      return loaded == null ? findClass(name) : loaded;
    }
  }

  /**
   * Returns the JDK's class of a name, or null. The platform class loader also finds the classes of
   * all other modules of the image, such as the engine and its libraries.
   */
  @SuppressWarnings("NullAway") // getClassLoader() is null for the classes of java.base
  private static @Nullable Class<?> ofJdk(String name) {
    try {
      Class<?> found = JDK.loadClass(name);
      ClassLoader loader = found.getClassLoader();
      return loader == null || loader.equals(JDK) ? found : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The classes of the api come from the engine, never from an extension. */
  private static boolean isApi(String name) {
    String inside = name.startsWith(API) ? name.substring(API.length()) : "";
    int dot = inside.lastIndexOf('.');
    return !inside.isEmpty()
        && (dot < 0
            || inside.substring(0, dot).equals("spi")
            || inside.substring(0, dot).equals("json"));
  }
}
