package io.cnifp.engine.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the kernel runs. What it cannot run, the JDK passes to a shell, which must not read a
 * damaged executable as root.
 */
final class ProgramFile {
  private static final byte[] ELF = {0x7F, 'E', 'L', 'F'};

  private ProgramFile() {}

  /**
   * Returns whether a file begins like a program or a script. The kernel judges a file that cannot
   * be read.
   */
  static boolean isProgram(Path executable) {
    // Not by a channel, the first of which loads the library of sockets.
    try (InputStream file = new FileInputStream(executable.toFile())) {
      byte[] magic = file.readNBytes(4);
      return magic.length >= 2
          && ((magic[0] == '#' && magic[1] == '!') || Arrays.equals(magic, ELF));
    } catch (IOException e) {
      return true;
    }
  }
}
