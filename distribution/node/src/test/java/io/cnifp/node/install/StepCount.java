package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes of the disk of which one step fails, or is the last before a crash. */
final class StepCount implements FileChanges {
  private final FileChanges disk = new DiskChanges(false);
  private final int last;
  private final boolean crash;
  private int steps;

  /**
   * Creates changes.
   *
   * @param last which step, from 1, doesn't happen
   * @param crash whether nothing happens after it; else it alone fails, as on a full disk
   */
  StepCount(int last, boolean crash) {
    this.last = last;
    this.crash = crash;
  }

  static StepCount unlimited() {
    return new StepCount(Integer.MAX_VALUE, false);
  }

  /** What a process that is killed does: nothing more. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  int steps() {
    return steps;
  }

  /** A full disk, and a crash, leave the beginning of a file. */
  private void step(Path file, Step step) throws IOException {
    if (steps + 1 == last) {
      Files.writeString(file, "the beginning", StandardOpenOption.CREATE_NEW);
    }
    step(step);
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(Step step) throws IOException {
    steps++;
    if (crash && steps >= last) {
      throw new Crash();
    }
    if (steps == last) {
      throw new IOException("No space left on device");
    }
    step.run();
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    step(() -> disk.createDirectory(directory));
  }

  @Override
  public void copy(Path from, Path to, boolean executable) throws IOException {
    step(to, () -> disk.copy(from, to, executable));
  }

  @Override
  public void write(Path file, byte[] content, boolean secret) throws IOException {
    step(file, () -> disk.write(file, content, secret));
  }

  @Override
  public void link(Path link, Path target) throws IOException {
    step(() -> disk.link(link, target));
  }

  @Override
  public void addName(Path name, Path file) throws IOException {
    step(() -> disk.addName(name, file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(() -> disk.rename(from, to));
  }

  @Override
  public void delete(Path path) throws IOException {
    step(() -> disk.delete(path));
  }

  @Override
  public void copyTime(Path from, Path to) throws IOException {
    step(() -> disk.copyTime(from, to));
  }

  @Override
  public void sync(Path directory) throws IOException {
    step(() -> disk.sync(directory));
  }
}
