package io.cnifp.engine.foreign;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ArgumentException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of one provider of an extension, so that whatever it does becomes an error that
 * names it: what it throws, a state that it leaves the thread in, a hang while something is
 * created. Safe for use by several threads.
 */
public final class ForeignCode {
  /** How long a constructor or {@code create} may take. */
  private static final Duration CREATION = Duration.ofSeconds(5);

  private final String subject;
  private final ClassLoader loader;
  private final ExtensionWatch watch;

  /**
   * Creates what runs code.
   *
   * @param subject the action or the delegate and its extension, such as "the action acme.x of /x"
   * @param loader the extension's class loader
   * @param watch is told what runs
   */
  public ForeignCode(String subject, ClassLoader loader, ExtensionWatch watch) {
    this.subject = subject;
    this.loader = loader;
    this.watch = watch;
  }

  /** Returns whose code it is, for messages. */
  public String subject() {
    return subject;
  }

  /**
   * Creates something, in five seconds at most, on a thread that the code can do with what it
   * likes.
   *
   * @throws CniException as the code throws it, and with code 999 if this thread is interrupted
   * @throws IllegalArgumentException as the code throws it
   * @throws ForeignFailure for anything else that the code throws, and if it does not end
   */
  public <T> T create(Callable<T> code) {
    FutureTask<Ended<T>> task = new FutureTask<>(() -> ended(code));
    Thread thread = new Thread(task, "create");
    thread.setDaemon(true);
    thread.start();
    Ended<T> ended;
    try {
      ended = task.get(CREATION.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CniException(CniError.INTERNAL, "the call was interrupted");
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new ForeignFailure(
          "did not end in " + CREATION.toSeconds() + " seconds while it was created");
    } catch (ExecutionException e) {
      throw new ForeignFailure("failed while it was created: " + FailureText.of(e));
    }
    if (ended.failure().isEmpty()) {
      return ended.value();
    }
    throw ended.failure().get();
  }

  /** A value, or what is thrown instead. */
  private record Ended<T extends @Nullable Object>(T value, Optional<RuntimeException> failure) {}

  /** Runs on the thread of the creation: an exception's own methods may hang too. */
  @SuppressWarnings("NullAway") // there is no value where there is a failure
  private <T> Ended<T> ended(Callable<T> code) {
    try {
      return new Ended<>(run(code), Optional.empty());
    } catch (CniException e) {
      return new Ended<>(null, Optional.of(bounded(e)));
    } catch (IllegalArgumentException e) {
      return new Ended<>(null, Optional.of(refusal(e)));
    } catch (ForeignFailure e) {
      watch.failed(e);
      return new Ended<>(null, Optional.of(e));
    } catch (Throwable e) {
      return new Ended<>(null, Optional.of(failed("failed while it was created: ", e)));
    }
  }

  /** Returns a refusal of arguments in the author's words, but not 5 MB of them. */
  private static IllegalArgumentException refusal(IllegalArgumentException e) {
    if (e instanceof ArgumentException) {
      return e;
    }
    try {
      return new IllegalArgumentException(FailureText.bounded(String.valueOf(e.getMessage())), e);
    } catch (Throwable told) {
      return new IllegalArgumentException(FailureText.of(e), e);
    }
  }

  /**
   * Runs code on this thread.
   *
   * @param lent what the code gets errors of others by, if anything
   * @throws CniException with the code's own error, or with code 999 for anything else that it
   *     throws, an interruption included: only the code itself interrupts this thread
   */
  public CniResponse respond(Object lent, Callable<CniResponse> code) {
    CniResponse response;
    try {
      response = run(code);
    } catch (ThrownThrough e) {
      throw e;
    } catch (CniException e) {
      throw isHandedOn(e.error(), lent) ? e : bounded(e);
    } catch (Throwable e) {
      throw new CniException(CniError.INTERNAL, subject + " " + failed("failed: ", e).getMessage());
    }
    if (response == null) {
      throw new CniException(CniError.INTERNAL, subject + " returned null instead of a response");
    }
    return response instanceof CniResponse.Failure failure && !isHandedOn(failure.error(), lent)
        ? new CniResponse.Failure(bounded(failure.error()))
        : response;
  }

  private static boolean isHandedOn(CniError error, Object lent) {
    return lent instanceof HandedOn others && others.hasGiven(error);
  }

  private <T> T run(Callable<T> code) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    boolean interrupted = thread.isInterrupted();
    thread.setContextClassLoader(loader);
    try (ExtensionWatch.Running _ = watch.begin(subject)) {
      return code.call();
    } finally {
      thread.setContextClassLoader(former);
      if (!interrupted) {
        // What the engine does next has not been interrupted by anybody else.
        Thread.interrupted();
      }
    }
  }

  private ForeignFailure failed(String how, Throwable failure) {
    watch.failed(failure);
    return new ForeignFailure(how + FailureText.of(failure));
  }

  private static CniException bounded(CniException e) {
    CniError error = bounded(e.error());
    return error.equals(e.error()) ? e : new CniException(error);
  }

  private static CniError bounded(CniError error) {
    return new CniError(
        error.code(), FailureText.bounded(error.message()), FailureText.bounded(error.details()));
  }
}
