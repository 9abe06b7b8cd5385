package io.cnifp.acceptance.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Callers that call a plugin again and again, 16 at a time, while something else is done. */
public final class Callers {
  private static final int COUNT = StressSize.of(4, 16);

  /** What each call answers: the failpoint is {@code error(expected)}. */
  public static final String ANSWER = "expected";

  private Callers() {}

  /** Does something. */
  public interface Change {
    void run() throws Exception;
  }

  /**
   * Makes calls from before the change until after it.
   *
   * @param call makes one call
   * @return the number of calls
   * @throws AssertionError if one of them had another answer
   */
  public static int during(Change change, Supplier<ProcessResult> call) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    Callable<List<String>> caller =
        () -> {
          List<String> failures = new ArrayList<>();
          while (!done.get()) {
            ProcessResult ended = call.get();
            calls.incrementAndGet();
            if (!ended.message().equals(ANSWER) || !ended.stderr().isEmpty()) {
              failures.add(ended.toString());
            }
          }
          return failures;
        };
    List<String> failures = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(COUNT)) {
      List<Future<List<String>>> futures = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        futures.add(callers.submit(caller));
      }
      try {
        Eventually.holds("calls are made", () -> calls.get() >= COUNT);
        change.run();
      } finally {
        done.set(true);
      }
      for (Future<List<String>> each : futures) {
        failures.addAll(each.get());
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(
          "%d of %d calls failed: %s".formatted(failures.size(), calls.get(), failures.getFirst()));
    }
    System.out.println(calls + " calls, none failed");
    return calls.get();
  }
}
