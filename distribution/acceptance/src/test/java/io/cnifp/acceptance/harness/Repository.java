package io.cnifp.acceptance.harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The repository that the tests belong to, without what builds write. */
public final class Repository {
  private static final Set<String> FOREIGN = Set.of(".git", "target", ".idea", ".vscode");

  private Repository() {}

  /** Returns its root, which the system property {@code cnifp.repository} names. */
  public static Path root() {
    return Path.of(
        Objects.requireNonNull(System.getProperty("cnifp.repository"), "cnifp.repository"));
  }

  /** Returns every page, sorted. */
  public static List<Path> pages() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** Returns every file, sorted. */
  public static List<Path> files() throws IOException {
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
