package io.cnifp.engine.process;

import io.cnifp.api.spi.DelegateContext.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** How long the code of extensions may take. */
  private static final Duration FOREIGN = Duration.ofSeconds(1);

  private final Set<Once> actions = ConcurrentHashMap.newKeySet();
  private final Set<Once> foreign = ConcurrentHashMap.newKeySet();
  private boolean listening;
  private volatile boolean dying;

  /** Creates a termination; no signal is handled yet. */
  public SignalTermination() {}

  /**
   * Does not return when the process is about to die, nor does closing what it returns: the call
   * must not continue.
   */
  @Override
  public Registration register(Runnable action) {
    return registered(actions, action);
  }

  @Override
  public Registration registerForeign(Runnable callback) {
    return registered(foreign, callback);
  }

  private Registration registered(Set<Once> all, Runnable action) {
    listen();
    if (dying) {
      waitForever();
    }
    Once own = new Once(action);
    all.add(own);
    return () -> {
      all.remove(own);
      if (dying) {
        // The call must not reply: the process is about to die by the signal.
        waitForever();
      }
    };
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
    try {
      long until = System.nanoTime() + FOREIGN.toNanos();
      List<Thread> callbacks = start(foreign);
      // Ends the delegate, which takes two seconds at most.
      actions.forEach(SignalTermination::run);
      for (Thread callback : callbacks) {
        callback.join(Duration.ofNanos(until - System.nanoTime()));
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      // The process dies whatever happens.
    }
    // Signal.raise would refuse a signal without a Java handler.
    SignalExit.by(signal.getName());
  }

  private static List<Thread> start(Set<Once> callbacks) {
    List<Thread> threads = new ArrayList<>();
    for (Once callback : callbacks) {
      Thread thread = new Thread(() -> run(callback), "onTermination");
      thread.setDaemon(true);
      try {
        thread.start();
        threads.add(thread);
      } catch (OutOfMemoryError e) {
        // There are no threads left, and the delegate must be ended.
      }
    }
    return threads;
  }

  private static void run(Once action) {
    try {
      action.action().run();
    } catch (Throwable e) {
      // The process is about to die, and the other actions must run.
    }
  }

  /** A registered action; two registrations of the same one are different. */
  private static final class Once {
    private final Runnable action;

    Once(Runnable action) {
      this.action = action;
    }

    Runnable action() {
      return action;
    }
  }
}
