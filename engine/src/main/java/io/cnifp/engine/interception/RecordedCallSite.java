package io.cnifp.engine.interception;

import io.cnifp.api.CniException;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallEvent.Drew;
import io.cnifp.engine.interception.CallEvent.Hung;
import io.cnifp.engine.interception.CallEvent.Paused;
import io.cnifp.engine.interception.CallEvent.Printed;
import io.cnifp.engine.interception.CallEvent.Ran;
import io.cnifp.engine.interception.CallEvent.ReadClock;
import io.cnifp.engine.interception.CallEvent.Slept;
import io.cnifp.engine.interception.CallEvent.Spun;
import io.cnifp.engine.interception.CallEvent.Written;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Returns the outcomes of recorded acts without doing them again, and records the acts after them.
 * Another act than the recorded one fails the call with code 999.
 */
final class RecordedCallSite extends ForwardingCallSite {
  private final CallRecord record;

  RecordedCallSite(CallRecord record, CallSite site) {
    super(site);
    this.record = record;
  }

  @Override
  public Execution run(
      Path executable, Map<String, String> environment, byte[] input, Optional<DelegateLimit> limit)
      throws InterruptedException {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    Optional<Ran> done = record.act(Ran.class);
    if (done.isPresent()) {
      Ran ran = done.get();
      requireSame(
          ran.executable().equals(executable)
              && ran.environment().equals(environment)
              && ran.input().equals(text)
              && ran.limit().equals(limit));
      return ran.execution()
          .orElseThrow(() -> new DelegateAbortedException(ran.limit().orElseThrow()));
    }
    Execution execution;
    try {
      execution = super.run(executable, environment, input, limit);
    } catch (CniException e) {
      throw failed(Ran.class, e);
    } catch (DelegateAbortedException e) {
      record.add(new Ran(executable, environment, text, limit, Optional.empty()));
      throw e;
    }
    record.add(new Ran(executable, environment, text, limit, Optional.of(execution)));
    return execution;
  }

  @Override
  public Duration sleep(Wait wait) throws InterruptedException {
    Optional<Slept> done = record.act(Slept.class);
    if (done.isPresent()) {
      requireSame(done.get().duration().equals(wait.duration()));
      return done.get().elapsed();
    }
    Duration elapsed = waited(Slept.class, () -> super.sleep(wait));
    record.add(new Slept(wait.duration(), elapsed));
    return elapsed;
  }

  @Override
  public Duration spin(Wait wait) throws InterruptedException {
    Optional<Spun> done = record.act(Spun.class);
    if (done.isPresent()) {
      requireSame(done.get().duration().equals(wait.duration()));
      return done.get().elapsed();
    }
    Duration elapsed = waited(Spun.class, () -> super.spin(wait));
    record.add(new Spun(wait.duration(), elapsed));
    return elapsed;
  }

  @Override
  public Duration awaitRelease(Wait wait) throws InterruptedException {
    Optional<Paused> done = record.act(Paused.class);
    if (done.isPresent()) {
      requireSame(
          done.get().point().equals(wait.point()) && done.get().timeout().equals(wait.duration()));
      return done.get().elapsed();
    }
    Duration elapsed = waited(Paused.class, () -> super.awaitRelease(wait));
    record.add(new Paused(wait.point(), wait.duration(), elapsed));
    return elapsed;
  }

  @Override
  public Duration hang(Wait wait) throws InterruptedException {
    Optional<Hung> done = record.act(Hung.class);
    if (done.isPresent()) {
      requireSame(done.get().duration().equals(wait.duration()));
      return done.get().elapsed();
    }
    Duration elapsed = waited(Hung.class, () -> super.hang(wait));
    record.add(new Hung(wait.duration(), elapsed));
    return elapsed;
  }

  @Override
  public Instant now() {
    Optional<ReadClock> done = record.act(ReadClock.class);
    if (done.isPresent()) {
      return done.get().now();
    }
    Instant now = super.now();
    record.add(new ReadClock(now));
    return now;
  }

  @Override
  public long random() {
    Optional<Drew> done = record.act(Drew.class);
    if (done.isPresent()) {
      return done.get().value();
    }
    long value = super.random();
    record.add(new Drew(value));
    return value;
  }

  @Override
  public void write(String output) {
    Optional<Written> done = record.act(Written.class);
    if (done.isPresent()) {
      requireSame(done.get().output().equals(output));
      return;
    }
    super.write(output);
    record.add(new Written(output));
  }

  @Override
  public void print(String line) {
    Optional<Printed> done = record.act(Printed.class);
    if (done.isPresent()) {
      requireSame(done.get().line().equals(line));
      return;
    }
    super.print(line);
    record.add(new Printed(line));
  }

  private Duration waited(Class<? extends CallEvent.Act> kind, WaitBudget.Act wait)
      throws InterruptedException {
    try {
      return wait.apply();
    } catch (CniException e) {
      throw failed(kind, e);
    }
  }

  private CniException failed(Class<? extends CallEvent.Act> kind, CniException e) {
    record.add(new CallEvent.Failed(kind.getSimpleName(), e.error()));
    return e;
  }

  private void requireSame(boolean same) {
    if (!same) {
      throw record.diverged("does an act with other arguments");
    }
  }
}
