package io.cnifp.engine.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a journal in their order, those of the rotated file first, and then those that
 * are added later, also after another rotation. Used on one thread.
 */
public final class JournalReader implements AutoCloseable {
  private final Path journal;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private boolean begun;

  /** Creates a reader of a journal, which need not exist yet. */
  public JournalReader(Path journal) {
    this.journal = journal;
  }

  /** Returns the lines that were added since the last call; at the first call all lines. */
  public List<JournalLine> next() throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    if (!begun) {
      begun = true;
      if (open(journal.resolveSibling(journal.getFileName() + Journal.ROTATED))) {
        read(lines);
      }
    }
    if (channel != null) {
      read(lines);
    }
    if (!Objects.equals(key, key(journal)) && open(journal)) {
      read(lines);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private boolean open(Path file) throws IOException {
    // Opening a FIFO would block, and what others can write was perhaps never recorded by a call.
    String others = Journal.ownedByOthers(file, Journal.WRITABLE_BY_OTHERS);
    if (!others.isEmpty()) {
      throw new IOException(others);
    }
    try {
      Object opened = key(file);
      FileChannel next = FileChannel.open(file, StandardOpenOption.READ);
      close();
      channel = next;
      key = opened;
      unfinished.reset();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void read(List<JournalLine> lines) throws IOException {
    FileChannel from = Objects.requireNonNull(channel);
    if (from.size() < from.position()) {
      // It was truncated in place.
      from.position(0);
      unfinished.reset();
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (from.read(buffer) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          JournalLine.parse(unfinished.toString(StandardCharsets.UTF_8)).ifPresent(lines::add);
          unfinished.reset();
        } else {
          unfinished.write(b);
        }
      }
      buffer.clear();
    }
  }
}
