import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A {@code .tar.gz} of a folder that depends on nothing but the files' names, contents and execute
 * permissions: entries are sorted, belong to root and bear one given time. Format: POSIX ustar.
 */
final class ReproducibleTar {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int PREFIX_LENGTH = 155;

  private final OutputStream out;
  private final Instant time;

  private ReproducibleTar(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  /** Writes {@code folder}, under its own name, to {@code archive}. */
  static void write(Path folder, Path archive, Instant time) throws IOException {
    write(folder, folder.getFileName().toString(), archive, time);
  }

  /** Writes {@code folder} under another name, such as {@code .}, to {@code archive}. */
  static void write(Path folder, String name, Path archive, Instant time) throws IOException {
    try (OutputStream file = Files.newOutputStream(archive);
        OutputStream gzip = new GZIPOutputStream(file, 1 << 16)) {
      ReproducibleTar tar = new ReproducibleTar(gzip, time);
      for (Path path : sorted(folder)) {
        String below = folder.relativize(path).toString();
        tar.add(below.isEmpty() ? name : name + "/" + below, path);
      }
      gzip.write(new byte[2 * BLOCK]);
    }
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  private void add(String name, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      out.write(header(name, 0777, 0, '2', Files.readSymbolicLink(path).toString()));
      return;
    }
    if (Files.isDirectory(path)) {
      out.write(header(name + "/", 0755, 0, '5', ""));
      return;
    }
    byte[] content = Files.readAllBytes(path);
    out.write(header(name, Files.isExecutable(path) ? 0755 : 0644, content.length, '0', ""));
    out.write(content);
    out.write(new byte[-content.length & (BLOCK - 1)]);
  }

  private byte[] header(String name, int mode, long size, char type, String link) {
    byte[] header = new byte[BLOCK];
    int split = 0;
    if (name.length() > NAME_LENGTH) {
      split = name.indexOf('/', name.length() - NAME_LENGTH - 1);
      if (split < 0 || split > PREFIX_LENGTH) {
        throw new IllegalArgumentException("name too long for a tar archive: " + name);
      }
      put(header, 345, name.substring(0, split));
      split++;
    }
    put(header, 0, name.substring(split));
    put(header, 100, octal(mode, 7));
    put(header, 108, octal(0, 7));
    put(header, 116, octal(0, 7));
    put(header, 124, octal(size, 11));
    put(header, 136, octal(time.getEpochSecond(), 11));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 265, "root");
    put(header, 297, "root");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, octal(sum, 6));
    header[154] = 0;
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static String octal(long value, int digits) {
    return String.format("%0" + digits + "o", value);
  }
}
