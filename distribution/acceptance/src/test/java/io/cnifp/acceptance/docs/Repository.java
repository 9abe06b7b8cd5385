package io.cnifp.acceptance.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The working copy that the tests are part of, without what builds put there. */
public final class Repository {
  private static final Set<String> FOREIGN = Set.of(".git", "target", ".idea", ".vscode");

  private Repository() {}

  /** Its root: tests run in the directory of their module. */
  public static Path root() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** Every page, sorted. */
  public static List<Path> pages() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** Every file, sorted. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return FOREIGN.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files.stream().sorted().toList();
  }
}
