package io.cnifp.engine.provider;

import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plugin. They see the JDK, the api and their own jars: not the engine,
 * not its libraries, not another plugin.
 *
 * <p>This keeps versions apart, it is no barrier: a plugin's code has all the rights of the
 * process.
 */
final class PluginLoader extends URLClassLoader {
  private static final String API = "io.cnifp.api.";
  private static final String SPI = "io.cnifp.api.spi.";
  private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

  static {
    registerAsParallelCapable();
  }

  PluginLoader(String name, URL[] jars) {
    super(name, jars, JDK);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isApi(name)) {
      return Class.forName(name, false, PluginLoader.class.getClassLoader());
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
   * The JDK's class of a name, or null. The platform class loader also finds the classes of every
   * module of the image, the engine and its libraries among them: these are not the JDK's.
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

  /** The api's exported packages: what a plugin brings under these names itself isn't used. */
  private static boolean isApi(String name) {
    int dot = name.lastIndexOf('.') + 1;
    return (dot == API.length() && name.startsWith(API))
        || (dot == SPI.length() && name.startsWith(SPI));
  }
}
