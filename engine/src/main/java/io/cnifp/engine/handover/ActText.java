package io.cnifp.engine.handover;

import io.cnifp.engine.interception.PendingAct;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * An act that the launcher does, as fields: the kind and its arguments.
 *
 * <p>{@code run}, the path, the environment (NAME=VALUE, each ended by NUL), the input; {@code
 * sleep}, the nanoseconds; {@code print}, the line.
 */
public final class ActText {
  private ActText() {}

  /**
   * Returns an act as fields.
   *
   * @throws IllegalArgumentException if it is none that the launcher does
   */
  public static Fields write(PendingAct act) {
    if (act instanceof PendingAct.Run run) {
      StringBuilder environment = new StringBuilder();
      for (Map.Entry<String, String> variable : run.environment().entrySet()) {
        environment.append(variable.getKey()).append('=').append(variable.getValue()).append('\0');
      }
      return Fields.of(
          Fields.field("run"),
          Fields.field(run.executable().toString()),
          Fields.field(environment.toString()),
          run.input());
    }
    if (act instanceof PendingAct.Sleep sleep) {
      return Fields.of(
          Fields.field("sleep"), Fields.field(String.valueOf(sleep.duration().toNanos())));
    }
    if (act instanceof PendingAct.Print print) {
      return Fields.of(Fields.field("print"), Fields.field(print.line()));
    }
    throw new IllegalArgumentException("the launcher does not do " + act);
  }

  /**
   * Reads an act.
   *
   * @throws io.cnifp.api.CniException with code 999 if it is none
   */
  public static PendingAct read(byte[] bytes) {
    Fields fields = Fields.read(ByteBuffer.wrap(bytes));
    String kind = fields.text(0);
    if (kind.equals("run")) {
      return new PendingAct.Run(
          Path.of(fields.text(1)), environment(fields.bytes(2)), fields.bytes(3));
    }
    if (kind.equals("sleep")) {
      return new PendingAct.Sleep(Duration.ofNanos(fields.number(1)));
    }
    if (kind.equals("print")) {
      return new PendingAct.Print(fields.text(1));
    }
    throw Fields.damaged("there is no act " + kind);
  }

  /** Returns an environment whose variables end with NUL. */
  public static Map<String, String> environment(byte[] bytes) {
    Map<String, String> environment = new HashMap<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        String variable = new String(bytes, from, i - from, StandardCharsets.UTF_8);
        int equals = variable.indexOf('=');
        if (equals > 0) {
          // Of two of a name the first counts, as for getenv.
          environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
        }
        from = i + 1;
      }
    }
    return environment;
  }
}
