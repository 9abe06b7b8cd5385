package io.cnifp.engine.provider;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the classes of one plugin. They see the JDK, the api and their own jars: not the engine,
 * not its libraries, not another plugin.
 */
final class PluginLoader extends URLClassLoader {
  private static final String API = "io.cnifp.api.";
  private static final String SPI = "io.cnifp.api.spi.";

  PluginLoader(String name, URL[] jars) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isApi(name)) {
      return Class.forName(name, false, PluginLoader.class.getClassLoader());
    }
    return super.loadClass(name, resolve);
  }

  /** The api's exported packages: what a plugin brings under these names itself isn't used. */
  private static boolean isApi(String name) {
    int dot = name.lastIndexOf('.') + 1;
    return (dot == API.length() && name.startsWith(API))
        || (dot == SPI.length() && name.startsWith(SPI));
  }
}
