package io.cnifp.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Archives whose bytes depend only on the names, contents and execute permissions of the files:
 * entries are sorted, belong to root and have one given time.
 */
final class ReproducibleArchive {
  private static final int LINK = 0777;
  private static final int EXECUTABLE = 0755;
  private static final int PLAIN = 0644;

  /** {@code S_IFREG}, which ar(5) has in its modes. */
  private static final int REGULAR_FILE = 0100000;

  private ReproducibleArchive() {}

  /**
   * Writes a directory as a {@code .tar.gz}.
   *
   * @param name the name that the directory has in the archive, for example {@code .}
   * @param time the time of every entry
   */
  static void tarGz(Path directory, String name, Path archive, Instant time) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
        OutputStream gzip = new GzipCompressorOutputStream(file, parameters());
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path path : FileTree.paths(directory)) {
        String below = directory.relativize(path).toString();
        add(tar, below.isEmpty() ? name : name + "/" + below, path, time);
      }
    }
  }

  /** Writes files, in the given order and under their own names, as an ar archive. */
  static void ar(Iterable<Path> files, Path archive, Instant time) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive));
        ArArchiveOutputStream ar = new ArArchiveOutputStream(file)) {
      for (Path member : files) {
        ar.putArchiveEntry(
            new ArArchiveEntry(
                member.getFileName().toString(),
                Files.size(member),
                0,
                0,
                REGULAR_FILE | PLAIN,
                time.getEpochSecond()));
        Files.copy(member, ar);
        ar.closeArchiveEntry();
      }
    }
  }

  /** Writes the regular files of a directory as a jar without a manifest. */
  static void jar(Path directory, Path jar, Instant time) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(file))) {
      for (Path path : FileTree.files(directory)) {
        ZipEntry entry = new ZipEntry(directory.relativize(path).toString());
        entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
        zip.putNextEntry(entry);
        Files.copy(path, zip);
        zip.closeEntry();
      }
    }
  }

  /** Compresses as {@code gzip -9n} does: without the name and the time of the file. */
  static void gzip(byte[] content, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream gzip = new GzipCompressorOutputStream(out, parameters())) {
      gzip.write(content);
    }
  }

  private static GzipParameters parameters() {
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
    return parameters;
  }

  private static void add(TarArchiveOutputStream tar, String name, Path path, Instant time)
      throws IOException {
    TarArchiveEntry entry;
    if (Files.isSymbolicLink(path)) {
      entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(path).toString());
      entry.setMode(LINK);
    } else if (Files.isDirectory(path)) {
      entry = new TarArchiveEntry(name + "/");
      entry.setMode(EXECUTABLE);
    } else {
      entry = new TarArchiveEntry(name);
      entry.setMode(Files.isExecutable(path) ? EXECUTABLE : PLAIN);
      entry.setSize(Files.size(path));
    }
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(FileTime.from(time));
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }
}
