package io.cnifp.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.engine.posix.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The library as the build has compiled it, and what it may leave behind. */
public final class Libraries {
  private Libraries() {}

  /** Returns the functions of the library; fails if it cannot be loaded. */
  public static Posix posix() {
    return Posix.load(Path.of("target/libcnifp.so").toAbsolutePath(), UTF_8).orElseThrow();
  }

  /** Returns how many descriptors of this process are pipes or events. */
  public static long pipes() {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Libraries::isPipe).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("pipe:") || target.startsWith("anon_inode:[");
    } catch (IOException e) {
      return false;
    }
  }
}
