package io.cnifp.engine.extension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
  private static final String SERVICES = "META-INF/services/" + API;
  private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

  static {
    registerAsParallelCapable();
  }

  private final List<JarFile> jars;

  /**
   * Creates a loader.
   *
   * @param jars its jars, which are open and stay so
   */
  ExtensionClassLoader(String name, List<JarFile> jars) throws IOException {
    super(name, urls(jars), JDK);
    this.jars = jars;
  }

  private static URL[] urls(List<JarFile> jars) throws IOException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(jars.get(i).getName()).toUri().toURL();
    }
    return urls;
  }

  /**
   * Returns the file of a class in its own jars; empty if it comes from elsewhere.
   *
   * @param name the name with slashes
   */
  Optional<byte[]> classFile(String name) throws IOException {
    for (JarFile jar : jars) {
      JarEntry entry = jar.getJarEntry(name + ".class");
      if (entry != null) {
        try (InputStream stream = jar.getInputStream(entry)) {
          return Optional.of(stream.readAllBytes());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public @Nullable URL findResource(String name) {
    return name.startsWith(SERVICES)
        ? services(name).stream().findFirst().orElse(null)
        : super.findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return name.startsWith(SERVICES)
        ? Collections.enumeration(services(name))
        : super.findResources(name);
  }

  /** To list the providers of an extension by the JDK's URLs would open each jar again. */
  private List<URL> services(String name) {
    List<URL> urls = new ArrayList<>();
    for (JarFile jar : jars) {
      JarEntry entry = jar.getJarEntry(name);
      if (entry != null) {
        try {
          urls.add(JarEntryUrl.of(jar, entry));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return urls;
  }

  @Override
  public void close() throws IOException {
    super.close();
    for (JarFile jar : jars) {
      jar.close();
    }
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
