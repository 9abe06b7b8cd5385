package io.cnifp.engine;

import io.cnifp.api.spi.DelegateContext.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Listens to SIGTERM, SIGINT and SIGHUP from the first registration on: does what is registered,
 * then dies by that signal, as the parent of a plugin expects. The JVM's own way is to exit with
 * status 128 + n, which a runtime reports otherwise.
 */
@SuppressWarnings("sunapi")
final class ProcessTermination implements Termination {
  private static final String[] SIGNALS = {"TERM", "INT", "HUP"};

  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
  private boolean listening;
  private volatile boolean dying;

  /** Doesn't return any more once the process is about to die: the call is not to go on. */
  @Override
  public Registration register(Runnable action) {
    listen();
    if (dying) {
      waitForever();
    }
    Runnable own = new Once(action);
    actions.add(own);
    return () -> actions.remove(own);
  }

  /** Never returns; only SIGKILL ends the process. */
  static void hang() {
    for (String signal : SIGNALS) {
      Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
    }
    waitForever();
  }

  private static void waitForever() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // It waits all the same.
      }
    }
  }

  private synchronized void listen() {
    if (!listening) {
      listening = true;
      for (String signal : SIGNALS) {
        Signal.handle(new Signal(signal), this::die);
      }
    }
  }

  private void die(Signal signal) {
    dying = true;
    for (Runnable action : actions) {
      action.run();
    }
    // Not Signal.raise, which refuses a signal without a handler of Java's.
    Death.by(signal.getName());
  }

  /** Tells apart two registrations of an equal action. */
  private static final class Once implements Runnable {
    private final Runnable action;

    Once(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      action.run();
    }
  }
}
