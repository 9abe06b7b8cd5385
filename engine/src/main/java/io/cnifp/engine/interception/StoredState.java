package io.cnifp.engine.interception;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.ActionState;
import io.cnifp.engine.failpointfile.FailpointStore;
import io.cnifp.engine.failpointfile.StateKey;
import io.cnifp.engine.interception.CallEvent.Kept;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What an action keeps, in the failpoint file whose term has fired. Used on one thread. */
final class StoredState implements ActionState {
  private final CallRecord record;
  private final FailpointStore store;
  private final StateKey key;
  private final String steps;

  /**
   * Creates the state of an action.
   *
   * @param record the events of the call
   * @param store where the failpoint is
   * @param key whose state it is
   * @param steps the steps of its term
   */
  StoredState(CallRecord record, FailpointStore store, StateKey key, String steps) {
    this.record = record;
    this.store = store;
    this.key = key;
    this.steps = steps;
  }

  @Override
  public long number(String name) throws InterruptedException {
    return number(change("number " + name, kept -> kept), name);
  }

  @Override
  public String text(String name) throws InterruptedException {
    return text(change("text " + name, kept -> kept), name);
  }

  @Override
  public long add(String name, long delta) throws InterruptedException {
    JsonObject before =
        change("add " + name + " " + delta, kept -> with(kept, name, sum(kept, name, delta)));
    return number(before, name);
  }

  @Override
  public boolean compareAndSet(String name, long expected, long number)
      throws InterruptedException {
    JsonObject before =
        change(
            "set " + name + " " + expected + " " + number,
            kept -> number(kept, name) == expected ? with(kept, name, number) : kept);
    return number(before, name) == expected;
  }

  @Override
  public boolean compareAndSet(String name, String expected, String text)
      throws InterruptedException {
    Objects.requireNonNull(text, "text");
    JsonObject before =
        change(
            "set " + name + " " + JsonString.quote(expected) + " " + JsonString.quote(text),
            kept -> text(kept, name).equals(expected) ? with(kept, name, text) : kept);
    return text(before, name).equals(expected);
  }

  /** Does a change as an act; returns what was kept before. */
  private JsonObject change(String what, UnaryOperator<JsonObject> change)
      throws InterruptedException {
    Optional<Kept> done = record.act(Kept.class);
    if (done.isPresent()) {
      if (!done.get().action().equals(key.action()) || !done.get().change().equals(what)) {
        throw record.diverged("does an act with other arguments");
      }
      return JsonValue.parse(done.get().before()).asObject();
    }
    JsonObject before;
    try {
      before = store.changeState(key, steps, kept -> bounded(change.apply(kept)));
    } catch (CniException e) {
      record.add(new CallEvent.Failed(Kept.class.getSimpleName(), e.error()));
      throw e;
    }
    record.add(new Kept(key.action(), what, before.toString()));
    return before;
  }

  private long sum(JsonObject kept, String name, long delta) {
    try {
      return Math.addExact(number(kept, name), delta);
    } catch (ArithmeticException e) {
      throw wrong("the number " + name + " would overflow");
    }
  }

  private long number(JsonObject kept, String name) {
    Optional<JsonValue> value = kept.get(name);
    if (value.isPresent() && !(value.get() instanceof JsonNumber)) {
      throw wrong(name + " is a text, not a number");
    }
    return value.map(JsonValue::asLong).orElse(0L);
  }

  private String text(JsonObject kept, String name) {
    Optional<JsonValue> value = kept.get(name);
    if (value.isPresent() && !(value.get() instanceof JsonString)) {
      throw wrong(name + " is a number, not a text");
    }
    return value.map(JsonValue::asText).orElse("");
  }

  private static JsonObject with(JsonObject kept, String name, long number) {
    return number == 0 ? kept.without(name) : kept.with(name, JsonNumber.of(number));
  }

  private static JsonObject with(JsonObject kept, String name, String text) {
    return text.isEmpty() ? kept.without(name) : kept.with(name, text);
  }

  private JsonObject bounded(JsonObject kept) {
    if (kept.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw wrong("it would be larger than " + MAX_BYTES + " bytes");
    }
    return kept;
  }

  private CniException wrong(String problem) {
    return new CniException(
        CniError.INTERNAL,
        "the state of " + key.action() + " at " + key.point() + " cannot be changed: " + problem);
  }
}
