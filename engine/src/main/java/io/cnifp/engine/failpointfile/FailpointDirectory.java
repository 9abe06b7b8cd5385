package io.cnifp.engine.failpointfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the node's administrator has named: a directory of failpoint files, or else one file. Which
 * of the two it is, and which files there are, is looked at again at each point.
 */
public final class FailpointDirectory implements FailpointStores {
  private static final String SUFFIX = ".json";

  /** Each is read in each call, which has a time limit. */
  private static final int MAX_FILES = 1000;

  private final Path path;
  private final Function<Path, FailpointStore> files;

  /**
   * Creates the view of a call; nothing is opened yet.
   *
   * @param path the directory or the file as it was named; absolute
   * @param files creates the view of a file
   */
  public FailpointDirectory(Path path, Function<Path, FailpointStore> files) {
    this.path = path;
    this.files = files;
  }

  @Override
  public Listing list() {
    if (!Files.isDirectory(path)) {
      return new Listing(List.of(files.apply(path)), false);
    }
    try {
      Path parent = path.getParent();
      Path directory = path.endsWith(".") && parent != null ? parent : path;
      List<FailpointStore> stores = new ArrayList<>();
      for (Path name : names(path)) {
        stores.add(files.apply(directory.resolve(name)));
      }
      return new Listing(stores, true);
    } catch (IOException e) {
      throw FailpointFileErrors.of(
          FailpointFileErrors.directory(path), "cannot be read: " + FailpointFileErrors.reason(e));
    }
  }

  /**
   * Returns the names of the failpoint files of a directory in the order of their bytes: those that
   * end in {@code .json} and are not hidden.
   *
   * @throws IOException if it cannot be read, or has more than 1,000 files
   */
  public static List<Path> names(Path directory) throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.endsWith(SUFFIX) && !name.startsWith(".") && !Files.isDirectory(entry)) {
          names.add(entry.getFileName());
        }
        if (names.size() > MAX_FILES) {
          throw new IOException("it has more than " + MAX_FILES + " files");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    // A path is compared by its bytes, whatever the locale makes of them.
    names.sort(null);
    return names;
  }
}
