package io.cnifp.file;

import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How a call ended.
 *
 * @param status the exit status, 128 + n if signal n ended it
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 * @param time how long it took
 */
record Reply(int status, String stdout, String stderr, Duration time) {

  boolean isSuccess() {
    return status == 0;
  }

  /** The {@code msg} of the error; empty if there is none. */
  String message() {
    return member("msg");
  }

  /** The {@code code} of the error; 0 if there is none. */
  int code() {
    String code = member("code");
    return code.isEmpty() ? 0 : Integer.parseInt(code);
  }

  private String member(String name) {
    if (stdout.isEmpty()) {
      return "";
    }
    var json = new JsonScanner(stdout.getBytes(StandardCharsets.UTF_8));
    json.next();
    while (json.next() == JsonToken.KEY) {
      boolean found = json.text().equals(name);
      json.skip(json.next());
      if (found) {
        return json.text();
      }
    }
    return "";
  }
}
