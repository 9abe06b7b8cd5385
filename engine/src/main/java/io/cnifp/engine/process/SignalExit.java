package io.cnifp.engine.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Ends the process by a signal, which the parent sees; there is no crash report and no core dump.
 *
 * <p>The JVM handles most of these signals itself (SIGSEGV is how it detects null pointers), so
 * their default action is restored first, by the C library. That costs some 40 ms.
 */
final class SignalExit {
  private static final int PR_SET_DUMPABLE = 4;

  private SignalExit() {}

  /** Ends the process by a signal of {@link io.cnifp.api.CniResponse.Signal#NAMES}. */
  @SuppressWarnings("restricted")
  static void by(String name) {
    int signal = SignalSender.number(name);
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
      MethodHandle kill = SignalSender.kill();
      int _ = (int) prctl.invokeExact(PR_SET_DUMPABLE, 0L);
      if (signal != 9) {
        MemorySegment _ = (MemorySegment) handle.invokeExact(signal, none);
      }
      int _ = (int) kill.invokeExact((int) ProcessHandle.current().pid(), signal);
      // The signal may reach another thread a moment later.
      Thread.sleep(10_000);
    } catch (Throwable e) {
      throw new IllegalStateException("the process cannot be ended by SIG" + name, e);
    }
  }
}
