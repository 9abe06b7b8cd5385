package io.cnifp.engine.handover;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonBoolean;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.interception.CallEvent;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.interception.Decision;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.WaitLimits;
import io.cnifp.engine.source.FailpointSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A {@link CallRecord} as JSON, for another engine of the same build: the resident engine and the
 * one of a single call hand a call to each other this way.
 */
public final class CallRecordText {
  private static final String KIND = "kind";

  private CallRecordText() {}

  /** Returns a record as JSON: an array with an object for each event. */
  public static byte[] write(CallRecord record) {
    List<JsonValue> events = new ArrayList<>();
    for (CallEvent event : record.events()) {
      events.add(write(event));
    }
    return JsonArray.of(events).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record; an empty text is the record of a call that begins.
   *
   * @throws CniException with code 999 if it is no record
   */
  public static CallRecord read(byte[] text) {
    if (text.length == 0) {
      return new CallRecord();
    }
    try {
      List<CallEvent> events = new ArrayList<>();
      for (JsonValue event : JsonValue.parse(text).asArray().elements()) {
        events.add(read(event.asObject()));
      }
      return new CallRecord(events);
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      throw new CniException(
          CniError.INTERNAL, "the record of the call is damaged: " + e.getMessage());
    }
  }

  /**
   * Reads how far a call has got, from three fields: the record before its last act, that act, and
   * its outcome. Each is empty if there is none.
   *
   * @param first the index of the first of them
   * @throws CniException with code 999 if they are wrong
   */
  public static CallRecord read(Fields fields, int first) {
    CallRecord record = read(fields.bytes(first));
    byte[] act = fields.bytes(first + 1);
    byte[] outcome = fields.bytes(first + 2);
    if (act.length == 0 || outcome.length == 0) {
      return record;
    }
    record.add(ActOutcome.event(ActText.read(act), outcome));
    return new CallRecord(record.events());
  }

  private static JsonObject write(CallEvent event) {
    JsonObject.Builder json = JsonObject.builder();
    json.put(KIND, event.getClass().getSimpleName());
    if (event instanceof Decision decision) {
      write(decision, json);
    } else if (event instanceof CallEvent.Ran ran) {
      write(ran, json);
    } else if (event instanceof CallEvent.Failed failed) {
      json.put("act", failed.act());
      json.put("error", error(failed.error()));
    } else if (event instanceof CallEvent.Slept slept) {
      wait(slept.duration(), slept.elapsed(), json);
    } else if (event instanceof CallEvent.Spun spun) {
      wait(spun.duration(), spun.elapsed(), json);
    } else if (event instanceof CallEvent.Paused paused) {
      json.put("point", paused.point());
      wait(paused.timeout(), paused.elapsed(), json);
    } else if (event instanceof CallEvent.Hung hung) {
      wait(hung.duration(), hung.elapsed(), json);
    } else if (event instanceof CallEvent.ReadClock read) {
      json.put("now", read.now().toString());
    } else if (event instanceof CallEvent.Kept kept) {
      json.put("action", kept.action()).put("change", kept.change()).put("before", kept.before());
    } else if (event instanceof CallEvent.Drew drew) {
      json.put("value", drew.value());
    } else if (event instanceof CallEvent.Written written) {
      json.put("output", written.output());
    } else if (event instanceof CallEvent.Printed printed) {
      json.put("line", printed.line());
    }
    return json.build();
  }

  private static void write(Decision decision, JsonObject.Builder json) {
    json.put("point", decision.point());
    if (decision.source().isPresent()) {
      FailpointSource source = decision.source().get();
      json.put("origin", source.origin().name());
      source.path().ifPresent(path -> json.put("path", path.toString()));
      json.put("optional", JsonBoolean.of(source.optional()));
    }
    if (decision.fired().isPresent()) {
      Decision.Fired fired = decision.fired().get();
      json.put("file", fired.file()).put("index", fired.index()).put("steps", fired.steps());
      fired.draw().ifPresent(draw -> json.put("draw", draw));
    }
    json.put("maxDelay", decision.limits().maxDelay().toString());
    decision.limits().maxWaiting().ifPresent(most -> json.put("maxWaiting", most));
  }

  private static void write(CallEvent.Ran ran, JsonObject.Builder json) {
    json.put("executable", ran.executable().toString());
    JsonObject.Builder environment = JsonObject.builder();
    for (Map.Entry<String, String> variable : ran.environment().entrySet()) {
      environment.put(variable.getKey(), variable.getValue());
    }
    json.put("environment", environment.build());
    json.put("input", ran.input());
    if (ran.limit().isPresent()) {
      json.put("after", ran.limit().get().after().toString());
      json.put("signal", ran.limit().get().signal());
    }
    if (ran.execution().isPresent()) {
      Execution execution = ran.execution().get();
      json.put("status", execution.status());
      json.put("output", new String(execution.output(), StandardCharsets.ISO_8859_1));
      json.put("diagnostics", execution.diagnostics());
    }
  }

  private static void wait(Duration duration, Duration elapsed, JsonObject.Builder json) {
    json.put("duration", duration.toString()).put("elapsed", elapsed.toString());
  }

  private static JsonObject error(CniError error) {
    return JsonObject.builder()
        .put("code", error.code())
        .put("message", error.message())
        .put("details", error.details())
        .build();
  }

  private static CallEvent read(JsonObject json) {
    String kind = text(json, KIND);
    return switch (kind) {
      case "Decision" -> decision(json);
      case "Ran" -> ran(json);
      case "Failed" -> {
        JsonObject error = json.require("error").asObject();
        yield new CallEvent.Failed(
            text(json, "act"),
            new CniError(
                error.require("code").asLong(), text(error, "message"), text(error, "details")));
      }
      case "Slept" -> new CallEvent.Slept(duration(json, "duration"), duration(json, "elapsed"));
      case "Spun" -> new CallEvent.Spun(duration(json, "duration"), duration(json, "elapsed"));
      case "Paused" ->
          new CallEvent.Paused(
              text(json, "point"), duration(json, "duration"), duration(json, "elapsed"));
      case "Hung" -> new CallEvent.Hung(duration(json, "duration"), duration(json, "elapsed"));
      case "ReadClock" -> new CallEvent.ReadClock(Instant.parse(text(json, "now")));
      case "Kept" ->
          new CallEvent.Kept(text(json, "action"), text(json, "change"), text(json, "before"));
      case "Drew" -> new CallEvent.Drew(json.require("value").asLong());
      case "Written" -> new CallEvent.Written(text(json, "output"));
      case "Printed" -> new CallEvent.Printed(text(json, "line"));
      default -> throw json.error("an event was expected, not " + kind);
    };
  }

  private static Decision decision(JsonObject json) {
    Optional<FailpointSource> source = Optional.empty();
    if (json.get("origin").isPresent()) {
      source =
          Optional.of(
              new FailpointSource(
                  json.get("path").map(JsonValue::asText).map(Path::of),
                  FailpointSource.Origin.valueOf(text(json, "origin")),
                  json.require("optional").asBoolean()));
    }
    Optional<Decision.Fired> fired = Optional.empty();
    if (json.get("steps").isPresent()) {
      fired =
          Optional.of(
              new Decision.Fired(
                  text(json, "file"),
                  (int) json.require("index").asLong(),
                  text(json, "steps"),
                  json.get("draw").isPresent()
                      ? OptionalLong.of(json.require("draw").asLong())
                      : OptionalLong.empty()));
    }
    OptionalInt maxWaiting =
        json.get("maxWaiting").isPresent()
            ? OptionalInt.of((int) json.require("maxWaiting").asLong())
            : OptionalInt.empty();
    return new Decision(
        text(json, "point"), source, fired, new WaitLimits(duration(json, "maxDelay"), maxWaiting));
  }

  private static CallEvent.Ran ran(JsonObject json) {
    Map<String, String> environment = new HashMap<>();
    for (JsonObject.Member variable : json.require("environment").asObject().members()) {
      environment.put(variable.name(), variable.value().asText());
    }
    Optional<DelegateLimit> limit =
        json.get("signal").isPresent()
            ? Optional.of(new DelegateLimit(duration(json, "after"), text(json, "signal")))
            : Optional.empty();
    Optional<Execution> execution =
        json.get("status").isPresent()
            ? Optional.of(
                new Execution(
                    (int) json.require("status").asLong(),
                    text(json, "output").getBytes(StandardCharsets.ISO_8859_1),
                    text(json, "diagnostics")))
            : Optional.empty();
    return new CallEvent.Ran(
        Path.of(text(json, "executable")), environment, text(json, "input"), limit, execution);
  }

  private static String text(JsonObject json, String name) {
    return json.require(name).asText();
  }

  private static Duration duration(JsonObject json, String name) {
    return Duration.parse(text(json, name));
  }
}
