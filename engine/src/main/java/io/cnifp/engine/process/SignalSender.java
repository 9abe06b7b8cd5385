package io.cnifp.engine.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sends one signal to a process. Created before the signal is due: that costs up to 40 ms. */
@FunctionalInterface
interface SignalSender {
  /** Sends the signal; nothing happens if the process has ended. */
  void send(Process process);

  /**
   * Returns the sender of a signal of {@link io.cnifp.api.CniResponse.Signal#NAMES}. The JDK itself
   * sends only two of them.
   */
  static SignalSender of(String name) {
    return switch (name) {
      case "KILL" -> process -> process.toHandle().destroyForcibly();
      case "TERM" -> process -> process.toHandle().destroy();
      default -> ofLibrary(name);
    };
  }

  private static SignalSender ofLibrary(String name) {
    int signal = number(name);
    MethodHandle kill = kill();
    return process -> {
      if (process.isAlive()) {
        try {
          int _ = (int) kill.invokeExact((int) process.pid(), signal);
        } catch (Throwable e) {
          throw new IllegalStateException("SIG" + name + " cannot be sent", e);
        }
      }
    };
  }

  /** Returns the number that a signal has on Linux. */
  static int number(String name) {
    return switch (name) {
      case "HUP" -> 1;
      case "INT" -> 2;
      case "QUIT" -> 3;
      case "ABRT" -> 6;
      case "KILL" -> 9;
      case "SEGV" -> 11;
      default -> 15;
    };
  }

  /** Returns the function of the C library that sends a signal. */
  @SuppressWarnings("restricted")
  static MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("kill"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
