package io.cnifp.actions;

import com.google.auto.service.AutoService;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import java.time.Duration;
import java.util.Optional;

/** {@code spin(t)}: waits busily on a processor, then the call goes on. */
@AutoService(FailpointActionProvider.class)
public final class SpinAction implements FailpointActionProvider {

  @Override
  public String name() {
    return "spin";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("waits while using a processor, then the call goes on");
  }

  @Override
  public Optional<String> usage() {
    return Optional.of("spin(500), spin(1.5s), spin(50ms..200ms)");
  }

  @Override
  public FailpointAction create(ActionArguments arguments) {
    Wait wait = Wait.parse(arguments.requireRaw("a duration"));
    return invocation -> {
      Duration wanted = wait.next();
      // Has the engine listen to signals, so that the process dies by one as in any other wait.
      invocation.sleep(Duration.ofNanos(1));
      Duration most = invocation.maxDelay();
      spin(wanted.compareTo(most) < 0 ? wanted : most);
      return invocation.proceed();
    };
  }

  private static void spin(Duration duration) throws InterruptedException {
    long from = System.nanoTime();
    long nanos = Wait.saturatedNanos(duration);
    while (System.nanoTime() - from < nanos) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }
}
