package io.cnifp.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A real death by a signal: the parent sees the signal, there is no crash report and no dump file.
 *
 * <p>The JVM handles most of these signals itself (SIGSEGV is how it finds null pointers), so their
 * default is restored by the C library first; that is why this isn't {@code kill(1)}. It costs some
 * 40 ms, which only {@code kill} pays.
 */
final class Death {
  private static final int PR_SET_DUMPABLE = 4;

  private Death() {}

  /** Dies by a signal of {@link io.cnifp.api.CniResponse.Signal#NAMES}. */
  @SuppressWarnings("restricted")
  static void by(String name) {
    int signal =
        switch (name) {
          case "HUP" -> 1;
          case "INT" -> 2;
          case "QUIT" -> 3;
          case "ABRT" -> 6;
          case "KILL" -> 9;
          case "SEGV" -> 11;
          default -> 15;
        };
    Linker linker = Linker.nativeLinker();
    MemorySegment none = MemorySegment.NULL;
    try {
      MethodHandle prctl =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("prctl"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      MethodHandle handle =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("signal"),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      MethodHandle kill =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("kill"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      int _ = (int) prctl.invokeExact(PR_SET_DUMPABLE, 0L);
      if (signal != 9) {
        MemorySegment _ = (MemorySegment) handle.invokeExact(signal, none);
      }
      int _ = (int) kill.invokeExact((int) ProcessHandle.current().pid(), signal);
      // The signal may reach another thread a moment later.
      Thread.sleep(10_000);
    } catch (Throwable e) {
      throw new IllegalStateException("the process can't die by SIG" + name, e);
    }
  }
}
