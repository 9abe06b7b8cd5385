package io.cnifp.engine.journal;

import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import java.time.Duration;
import java.time.Instant;

/**
 * The entry of one evaluation in the journal: a term that fired, or a failpoint that was refused.
 *
 * <p>Created for one evaluation, used on one thread. A term is recorded when its steps have ended,
 * with how they ended. A long wait is also recorded when it begins; the two lines have the same
 * {@code time}, {@code pid} and {@code point}.
 */
public final class JournalEntry {
  /** The shortest wait that is recorded when it begins. */
  static final Duration LONG_WAIT = Duration.ofSeconds(1);

  private static final int MAX_STEPS = 1000;
  private static final int MAX_TEXT = 300;
  private static final int MAX_PATH = 4096;

  private final CallJournal call;
  private final String file;
  private final String point;
  private final long from = System.nanoTime();
  private final Instant time = Instant.now();
  private boolean waiting;

  /** Creates the entry of an evaluation; {@link CallJournal#entry} is the way to one. */
  JournalEntry(CallJournal call, String file, String point) {
    this.call = call;
    this.file = file;
    this.point = point;
  }

  /**
   * The term that fired.
   *
   * @param index its place in the failpoint, from 0
   * @param steps its steps as text
   */
  public record Fired(int index, String steps) {}

  /** Records that a step of a term begins to wait, if the wait is long and the first one. */
  public void waits(Fired term, Duration duration) {
    if (!call.journal().isOn() || waiting || duration.compareTo(LONG_WAIT) < 0) {
      return;
    }
    waiting = true;
    call.journal().append(term(term, "waiting", "waiting").build());
  }

  /**
   * Records how the steps of a term ended.
   *
   * @param limit what became of a limit that they have set on the delegate; empty if there was none
   */
  public void ended(Fired term, CniResponse response, String limit) {
    if (!call.journal().isOn()) {
      return;
    }
    JsonObject.Builder json = term(term, "fired", limit.isEmpty() ? outcome(response) : limit);
    if (response instanceof CniResponse.Failure failure) {
      error(failure.error(), json);
    }
    call.journal().append(elapsed(json));
  }

  /** Records that the call was interrupted while the steps of a term ran. */
  public void interrupted(Fired term) {
    if (call.journal().isOn()) {
      call.journal().append(elapsed(term(term, "fired", "interrupted")));
    }
  }

  /** Records that the failpoint file, or the failpoint, was refused. */
  public void refused(CniError error) {
    append("refused", "refused", error);
  }

  /** Records that the call continued without what was refused. */
  public void passedOver(CniError error) {
    append("refused", "delegated", error);
  }

  /** Records that the policy ignores the annotation that names the file. */
  public void ignored() {
    append(
        "ignored",
        "ignored",
        new CniError(CniError.INTERNAL, "the node's policy ignores annotations"));
  }

  /** Records that the file is about the call, but none of its terms may fire any more. */
  public void spent() {
    if (call.journal().isOn()) {
      call.journal().append(elapsed(outcome("spent", "spent")));
    }
  }

  private void append(String event, String outcome, CniError error) {
    if (call.journal().isOn()) {
      JsonObject.Builder json = outcome(event, outcome);
      error(error, json);
      call.journal().append(elapsed(json));
    }
  }

  private JsonObject.Builder outcome(String event, String outcome) {
    JsonObject.Builder json = json(event);
    put(JournalField.OUTCOME, outcome, MAX_TEXT, json);
    return json;
  }

  private JsonObject.Builder term(Fired term, String event, String outcome) {
    JsonObject.Builder json = json(event).put(JournalField.TERM.word(), term.index());
    put(JournalField.STEPS, term.steps(), MAX_STEPS, json);
    put(JournalField.OUTCOME, outcome, MAX_TEXT, json);
    return json;
  }

  private JsonObject.Builder json(String event) {
    CniRequest request = call.request();
    JsonObject.Builder json =
        JsonObject.builder().put(JournalField.TIME.word(), Timestamp.of(time));
    put(JournalField.EVENT, event, MAX_TEXT, json);
    json.put(JournalField.PID.word(), ProcessHandle.current().pid());
    put(JournalField.LAUNCHER, call.launcher(), MAX_TEXT, json);
    put(JournalField.DELEGATE, call.delegate(), MAX_TEXT, json);
    put(JournalField.COMMAND, request.command().name(), MAX_TEXT, json);
    put(JournalField.CONTAINER, request.containerId().orElse(""), MAX_TEXT, json);
    put(JournalField.POD, request.pod().orElse(""), MAX_TEXT, json);
    put(JournalField.NAMESPACE, request.namespace().orElse(""), MAX_TEXT, json);
    put(JournalField.IFNAME, request.ifname().orElse(""), MAX_TEXT, json);
    put(JournalField.NETWORK, request.network(), MAX_TEXT, json);
    put(JournalField.TRACE, TraceContext.id(request.environment()), MAX_TEXT, json);
    put(JournalField.FILE, file, MAX_PATH, json);
    put(JournalField.POINT, point, MAX_TEXT, json);
    return json;
  }

  private static void error(CniError error, JsonObject.Builder json) {
    json.put(JournalField.CODE.word(), error.code());
    put(JournalField.MESSAGE, error.message(), MAX_STEPS, json);
  }

  private JsonObject elapsed(JsonObject.Builder json) {
    return json.put(JournalField.MICROSECONDS.word(), (System.nanoTime() - from) / 1000).build();
  }

  /** Adds a member unless its text is empty; a text that is very long, as JSON, is cut. */
  private static void put(JournalField field, String value, int max, JsonObject.Builder json) {
    if (value.isEmpty()) {
      return;
    }
    String text = value;
    if (text.length() > max || JsonString.quote(text).length() > max + 2) {
      int end = Math.min(text.length(), max);
      while (end > 0 && JsonString.quote(text.substring(0, end)).length() > max + 2) {
        end /= 2;
      }
      text = text.substring(0, end) + "...";
    }
    json.put(field.word(), text);
  }

  private static String outcome(CniResponse response) {
    if (response instanceof CniResponse.Success) {
      return "success";
    }
    if (response instanceof CniResponse.Failure) {
      return "error";
    }
    if (response instanceof CniResponse.Exit exit) {
      return "exit " + exit.status();
    }
    return response instanceof CniResponse.Signal signal ? "signal " + signal.name() : "hang";
  }
}
