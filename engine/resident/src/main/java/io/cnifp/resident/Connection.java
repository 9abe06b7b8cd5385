package io.cnifp.resident;

import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.engine.Engine;
import io.cnifp.engine.handover.ActOutcome;
import io.cnifp.engine.handover.ActText;
import io.cnifp.engine.handover.CallRecordText;
import io.cnifp.engine.handover.Fields;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.interception.PendingAct;
import io.cnifp.engine.interception.Suspension;
import io.cnifp.engine.journal.Journal;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.policy.PolicyReader;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.protocol.ResponseWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * One call on one connection. It keeps nothing but the call's record, and that the launcher has
 * too: the connection may end between any two frames. Used on one thread.
 */
final class Connection {
  /** What is done besides waiting for locks. */
  private static final Duration WORK = Duration.ofSeconds(5);

  private final ByteChannel channel;
  private final CallRequest request;
  private final Map<String, String> environment;
  private final Engine engine;
  private final ServerStatistics statistics;
  private boolean permitted;

  /**
   * Creates a connection that has received a call.
   *
   * @param engine the engine of the launcher that was called
   * @param clock the time
   */
  Connection(
      ByteChannel channel,
      CallRequest request,
      Engine engine,
      InstantSource clock,
      ServerStatistics statistics) {
    this.channel = channel;
    this.request = request;
    this.environment = request.environment();
    this.statistics = statistics;
    this.engine = engine.at(new RemoteCallSite(request.netns(), clock), this::requirePermission);
  }

  private void requirePermission() {
    if (!permitted) {
      throw new Suspension(new PendingAct.Permission());
    }
  }

  /**
   * Answers until the call has ended or is the launcher's own.
   *
   * @throws IOException if the connection ends, or what it carries is wrong
   */
  void serve() throws IOException {
    CallRecord record = request.record();
    while (true) {
      PendingAct act;
      try {
        Reply reply = engine.finish(environment, new ByteArrayInputStream(request.input()), record);
        if (reply.response() instanceof CniResponse.Hang) {
          runYourself("hang", record);
        } else {
          end(reply);
        }
        return;
      } catch (Suspension e) {
        act = e.act();
      }
      if (act instanceof PendingAct.HandOver handOver) {
        runYourself(handOver.reason(), record);
        return;
      }
      if (act instanceof PendingAct.Permission) {
        Policy policy = policy();
        if (Journal.named(environment, policy).isPresent()) {
          // Run again, the call would write its lines again.
          runYourself("journal", record);
          return;
        }
        // As long as an engine of the launcher's own would take.
        Duration limit = policy.lockTimeout().plus(WORK);
        send('R', Fields.field(String.valueOf(limit.toMillis())));
        expect('G');
        permitted = true;
        record = new CallRecord(record.events());
      } else {
        send('A', CallRecordText.write(record), ActText.write(act).toBytes());
        Fields outcome = expect('O');
        record.add(ActOutcome.event(act, outcome.toBytes()));
        record = new CallRecord(record.events());
      }
    }
  }

  private void runYourself(String reason, CallRecord record) throws IOException {
    statistics.leftToLauncher(reason);
    send('Y', Fields.field(reason), CallRecordText.write(record));
  }

  private void end(Reply reply) throws IOException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream(512);
    ByteArrayOutputStream stderr = new ByteArrayOutputStream(0);
    int status = ResponseWriter.write(reply, stdout, stderr);
    boolean signal = reply.response() instanceof CniResponse.Signal;
    String how =
        reply.response() instanceof CniResponse.Signal death
            ? death.name()
            : String.valueOf(status);
    statistics.answered();
    send(
        'E',
        Fields.field(signal ? "signal" : "exit"),
        Fields.field(how),
        stderr.toByteArray(),
        stdout.toByteArray());
  }

  /** Returns the policy; the default one if it cannot be read, which fails the call later. */
  private Policy policy() {
    try {
      return PolicyReader.read(environment);
    } catch (CniException e) {
      return Policy.DEFAULT;
    }
  }

  private void send(char letter, byte[]... fields) throws IOException {
    new Frame(letter, Fields.of(fields)).write(channel);
  }

  private Fields expect(char letter) throws IOException {
    Frame frame = Frame.read(channel);
    if (frame.letter() != letter) {
      throw new IOException("the frame " + frame.letter() + " instead of " + letter);
    }
    return frame.fields();
  }
}
