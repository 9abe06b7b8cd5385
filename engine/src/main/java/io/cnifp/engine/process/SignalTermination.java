package io.cnifp.engine.process;

import io.cnifp.api.spi.DelegateContext.Registration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Handles SIGTERM, SIGINT and SIGHUP from the first registration on: runs what is registered, then
 * dies by that signal, as the parent of a CNI plugin expects. The JVM itself would exit with status
 * 128 + n.
 */
@SuppressWarnings("sunapi")
public final class SignalTermination implements Termination {
  private static final String[] SIGNALS = {"TERM", "INT", "HUP"};

  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
  private boolean listening;
  private volatile boolean dying;

  /** Creates a termination; no signal is handled yet. */
  public SignalTermination() {}

  /** Does not return when the process is about to die: the call must not continue. */
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

  @Override
  public void hang() {
    hangForever();
  }

  /** Never returns and ignores signals; only SIGKILL ends the process. */
  static void hangForever() {
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
        // It continues to wait.
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
    // Signal.raise would refuse a signal without a Java handler.
    SignalExit.by(signal.getName());
  }

  /** Distinguishes two registrations of equal actions. */
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
