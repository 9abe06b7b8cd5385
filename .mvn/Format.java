import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Runs google-java-format, whose jar is on the class path, on every Java source below a directory.
 * Arguments: {@code check}, which prints the files that differ, or {@code write}; and the
 * directory.
 */
final class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git");

  public static void main(String[] arguments) throws Exception {
    boolean check = arguments[0].equals("check");
    Path root = Path.of(arguments[1]);
    List<String> options = new ArrayList<>();
    Collections.addAll(options, check ? "--dry-run" : "--replace");
    if (check) {
      options.add("--set-exit-if-changed");
    }
    List<String> sources = sources(root);
    options.addAll(sources);

    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int status =
        sources.isEmpty()
            ? 0
            : new Main(out, err, System.in).format(options.toArray(String[]::new));
    if (status != 0) {
      err.println("Not formatted; `mvn -q -N -Pformat initialize` rewrites the files named above.");
    }
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return SKIPPED.contains(directory.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(sources);
    return sources;
  }
}
