package io.cnifp.command.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cnifp.engine.journal.Journal;
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
 * Reads the entries of a journal in order, first those of the rotated file, and later those that
 * are added, even if the journal is rotated meanwhile. Used on one thread.
 */
public final class JournalReader implements AutoCloseable {
  private final Path journal;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private boolean begun;

  /** Creates a reader of a journal, which may not exist yet. */
  public JournalReader(Path journal) {
    this.journal = journal;
  }

  /** Returns the entries since the last call; the first call returns all. */
  public List<JournalEntry> next() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    if (!begun) {
      begun = true;
      if (open(journal.resolveSibling(journal.getFileName() + Journal.OLDER))) {
        read(entries);
      }
    }
    if (channel != null) {
      read(entries);
    }
    if (!Objects.equals(key, key(journal)) && open(journal)) {
      read(entries);
    }
    return entries;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private boolean open(Path file) throws IOException {
    // Opening a FIFO would block.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is not a regular file");
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

  private void read(List<JournalEntry> entries) throws IOException {
    FileChannel from = Objects.requireNonNull(channel);
    if (from.size() < from.position()) {
      // It was truncated.
      from.position(0);
      unfinished.reset();
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (from.read(buffer) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (b == '\n') {
          JournalEntry.parse(unfinished.toString(StandardCharsets.UTF_8), mapper)
              .ifPresent(entries::add);
          unfinished.reset();
        } else {
          unfinished.write(b);
        }
      }
      buffer.clear();
    }
  }
}
