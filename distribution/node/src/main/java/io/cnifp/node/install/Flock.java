package io.cnifp.node.install;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive lock of flock(2), which the launcher's locks are too; those of {@code FileChannel}
 * are others. It ends with the process.
 */
@SuppressWarnings("restricted")
final class Flock implements AutoCloseable {
  private static final int O_CLOEXEC = 02000000;
  private static final int LOCK_EXCLUSIVE = 2;
  private static final int LOCK_AT_ONCE = 4;
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EWOULDBLOCK = 11;
  private static final int EACCES = 13;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FLOCK =
      function(
          "flock",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final int descriptor;
  private final boolean own;

  private Flock(int descriptor, boolean own) {
    this.descriptor = descriptor;
    this.own = own;
  }

  /**
   * Takes the lock of a file; returns empty if another process has one.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if the file can't be opened or locked
   */
  static Optional<Flock> tryLock(Path file) throws IOException {
    int descriptor;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      descriptor = (int) OPEN.invokeExact(state, arena.allocateFrom(file.toString()), O_CLOEXEC);
      if (descriptor < 0) {
        throw notOpened(file, (int) ERRNO.get(state, 0L));
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("open(2) cannot be called", e);
    }
    Flock lock = new Flock(descriptor, true);
    boolean held = false;
    try {
      held = lock.lock(file);
      return held ? Optional.of(lock) : Optional.empty();
    } finally {
      if (!held) {
        lock.close();
      }
    }
  }

  private static IOException notOpened(Path file, int errno) {
    return switch (errno) {
      case ENOENT -> new NoSuchFileException(file.toString());
      case EACCES, EPERM -> new AccessDeniedException(file.toString());
      default -> new IOException(file + " can't be opened (errno " + errno + ")");
    };
  }

  /** Makes the lock of a descriptor that this process has inherited the exclusive one. */
  static Optional<Flock> tryConvert(int descriptor, Path file) throws IOException {
    Flock lock = new Flock(descriptor, false);
    return lock.lock(file) ? Optional.of(lock) : Optional.empty();
  }

  private boolean lock(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) FLOCK.invokeExact(state, descriptor, LOCK_EXCLUSIVE | LOCK_AT_ONCE);
      int errno = (int) ERRNO.get(state, 0L);
      if (result != 0 && errno != EWOULDBLOCK) {
        throw new IOException(file + " can't be locked (errno " + errno + ")");
      }
      return result == 0;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("flock(2) cannot be called", e);
    }
  }

  /** Releases the lock; one of an inherited descriptor ends with the process. */
  @Override
  public void close() {
    if (!own) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close(2) cannot be called", e);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = Linker.Option.captureCallState("errno");
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, all);
  }
}
