package io.cnifp.engine.extension;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes URLs of the entries of a jar that is open, and stays open. The JDK opens it for each one.
 */
final class JarEntryUrl extends URLStreamHandler {
  private final JarFile jar;
  private final JarEntry entry;

  private JarEntryUrl(JarFile jar, JarEntry entry) {
    this.jar = jar;
    this.entry = entry;
  }

  /** Returns a URL that shows as the JDK's for the entry. */
  static URL of(JarFile jar, JarEntry entry) throws IOException {
    URI file = Path.of(jar.getName()).toUri();
    return URL.of(URI.create("jar:" + file + "!/" + entry.getName()), new JarEntryUrl(jar, entry));
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {}

      @Override
      public InputStream getInputStream() throws IOException {
        return jar.getInputStream(entry);
      }
    };
  }
}
