package io.cnifp.engine.journal;

import io.cnifp.api.CniError;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonText;
import io.cnifp.engine.failpoint.Term;
import java.time.Duration;
import java.time.Instant;

/**
 * One evaluation in the journal: a term that has fired, or a failpoint that was refused.
 *
 * <p>Made for one evaluation, used on one thread. A term gets its line when its steps are done,
 * since that tells how it ended. A long wait gets one of its own when it begins, so that nobody has
 * to wait for its end to learn of it; the two have the same {@code time}, {@code pid} and {@code
 * point}.
 */
public final class Firing {
  /** From which length a wait is recorded as it begins. */
  static final Duration LONG_WAIT = Duration.ofSeconds(1);

  private static final int MOST_STEPS = 1000;
  private static final int MOST_TEXT = 300;
  private static final int MOST_PATH = 4096;

  private final Journal journal;
  private final CniRequest request;
  private final String file;
  private final String point;
  private final long from = System.nanoTime();
  private final Instant time = Instant.now();
  private boolean waiting;

  /**
   * Creates the record of an evaluation.
   *
   * @param journal where it goes
   * @param request the call
   * @param file the failpoint file as it was named; empty if what names it was wrong
   * @param point the point that was evaluated; empty if it didn't come to that
   */
  public Firing(Journal journal, CniRequest request, String file, String point) {
    this.journal = journal;
    this.request = request;
    this.file = file;
    this.point = point;
  }

  /**
   * The term that fired.
   *
   * @param index its place in the failpoint, from 0
   * @param term the term itself
   */
  public record Fired(int index, Term term) {}

  /** Records that a step of the term is about to wait, if the wait is long and the first one. */
  public void waits(Fired term, Duration duration) {
    if (!journal.isOn() || waiting || duration.compareTo(LONG_WAIT) < 0) {
      return;
    }
    waiting = true;
    journal.append(term(term, "waiting", "waiting").append('}').toString());
  }

  /** Records how the term's steps have ended. */
  public void ended(Fired term, CniResponse response) {
    if (!journal.isOn()) {
      return;
    }
    StringBuilder json = term(term, "fired", outcome(response));
    if (response instanceof CniResponse.Failure failure) {
      error(failure.error(), json);
    }
    journal.append(took(json));
  }

  /** Records that the call was given up while the term's steps ran. */
  public void givenUp(Fired term) {
    if (journal.isOn()) {
      journal.append(took(term(term, "fired", "given up")));
    }
  }

  /** Records that the failpoint file, or the failpoint, was refused. */
  public void refused(CniError error) {
    if (journal.isOn()) {
      StringBuilder json = call("refused");
      member("outcome", "refused", MOST_TEXT, json);
      error(error, json);
      journal.append(took(json));
    }
  }

  private StringBuilder term(Fired term, String event, String outcome) {
    StringBuilder json = call(event);
    json.append(",\"term\":").append(term.index());
    member("steps", term.term().stepsText(), MOST_STEPS, json);
    member("outcome", outcome, MOST_TEXT, json);
    return json;
  }

  private StringBuilder call(String event) {
    StringBuilder json = new StringBuilder(512);
    json.append("{\"time\":\"").append(Timestamp.of(time)).append('"');
    member("event", event, MOST_TEXT, json);
    json.append(",\"pid\":").append(ProcessHandle.current().pid());
    member("command", request.command().name(), MOST_TEXT, json);
    member("container", request.containerId().orElse(""), MOST_TEXT, json);
    member("pod", request.pod().orElse(""), MOST_TEXT, json);
    member("namespace", request.namespace().orElse(""), MOST_TEXT, json);
    member("ifname", request.ifname().orElse(""), MOST_TEXT, json);
    member("network", request.network(), MOST_TEXT, json);
    member("file", file, MOST_PATH, json);
    member("point", point, MOST_TEXT, json);
    return json;
  }

  private static void error(CniError error, StringBuilder json) {
    json.append(",\"code\":").append(error.code());
    member("message", error.message(), MOST_STEPS, json);
  }

  private String took(StringBuilder json) {
    return json.append(",\"microseconds\":")
        .append((System.nanoTime() - from) / 1000)
        .append('}')
        .toString();
  }

  /** A member with its text, cut if someone has made it very long; nothing if there is no text. */
  private static void member(String name, String value, int most, StringBuilder json) {
    if (!value.isEmpty()) {
      json.append(",\"").append(name).append("\":");
      JsonText.quote(value.length() > most ? value.substring(0, most) + "..." : value, json);
    }
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
