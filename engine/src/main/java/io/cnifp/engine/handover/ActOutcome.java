package io.cnifp.engine.handover;

import io.cnifp.api.CniError;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.PendingAct;
import io.cnifp.engine.process.DelegateOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of an act that the launcher has done, as fields.
 *
 * <p>Of {@code run}: {@code exited}, the status as the shell has it (128 and the signal's number
 * for a signal), the output, the beginning of the error output; or {@code failed}, the number of
 * the error with which the executable was not executed; or {@code large}. Of {@code sleep} {@code
 * slept} and its nanoseconds, of {@code print} {@code printed}.
 */
public final class ActOutcome {
  private ActOutcome() {}

  /**
   * Returns the event of an act that was done.
   *
   * @throws io.cnifp.api.CniException with code 999 if the outcome is none of this act
   */
  public static CallEvent event(PendingAct act, byte[] outcome) {
    Fields fields = Fields.read(ByteBuffer.wrap(outcome));
    String kind = fields.text(0);
    if (act instanceof PendingAct.Run run) {
      return ran(run, kind, fields);
    }
    if (act instanceof PendingAct.Sleep sleep && kind.equals("slept")) {
      return new CallEvent.Slept(sleep.duration(), Duration.ofNanos(fields.number(1)));
    }
    if (act instanceof PendingAct.Print print && kind.equals("printed")) {
      return new CallEvent.Printed(print.line());
    }
    throw Fields.damaged("the outcome is " + kind);
  }

  private static CallEvent ran(PendingAct.Run run, String kind, Fields fields) {
    if (kind.equals("exited")) {
      Execution execution =
          new Execution(
              (int) fields.number(1),
              fields.bytes(2),
              new String(fields.bytes(3), StandardCharsets.UTF_8));
      return new CallEvent.Ran(
          run.executable(),
          run.environment(),
          new String(run.input(), StandardCharsets.ISO_8859_1),
          Optional.empty(),
          Optional.of(execution));
    }
    if (kind.equals("failed")) {
      return failed(DelegateOutcome.notExecuted(run.executable(), (int) fields.number(1)));
    }
    if (kind.equals("large")) {
      return failed(DelegateOutcome.tooLarge(run.executable()));
    }
    throw Fields.damaged("the outcome is " + kind);
  }

  private static CallEvent failed(CniError error) {
    return new CallEvent.Failed(CallEvent.Ran.class.getSimpleName(), error);
  }
}
