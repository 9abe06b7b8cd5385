package io.cnifp.engine.failpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Makes failpoints by the grammar, and spoils them; the same ones for the same seed. */
final class FailpointGenerator {
  private static final String[] COUNTS = {"0", "1", "2", "3", "007", "10", "9223372036854775807"};
  private static final String[] PERCENTS = {
    "0", "100", "50", "12.5", ".5", "99.9", "33.333", "1.0"
  };
  private static final String[] STEPS = {
    "off",
    "error",
    "panic",
    "hang",
    "pause",
    "print",
    "return",
    "error(x)",
    "error( oops )",
    "error(a->b)",
    "error(a(b)",
    "error(50% done)",
    "error({\"code\":11})",
    "error(日本😀)",
    "error{code=11}",
    "error{code=2147483647, msg='q)u'}",
    "error{details = d , msg=\"a\\u0041\"}",
    "error{msg='it\\'s \\\\ \\t'}",
    "panic(again)",
    "panic{msg=x}",
    "delay(0)",
    "delay(007)",
    "delay(1.5s)",
    "delay(1m30s)",
    "delay(50us..20ms)",
    "delay(.5s)",
    "delay(1500ns)",
    "delay(2\u00b5s..3\u03bcs)",
    "abort(1s)",
    "abort(10ms..20ms)",
    "abort{after=5ns, signal=TERM}",
    "sleep(01)",
    "sleep(1h)",
    "spin(3ms)",
    "pause{timeout=5m}",
    "print(text)",
    "print{text=' '}",
    "return({})",
    "return{stdout='{\"a\":[1, 2]}'}",
    "exit(0)",
    "exit(255)",
    "exit{status=3, stdout='{\"a\"'}",
    "kill(KILL)",
    "kill(SEGV)",
    "truncate(10)",
    "append(x)",
    "prepend(x)",
    "prepend{text=' )'}",
    "append{text='\\n'}",
    "patch({\"ips\":[]})",
    "patch{json='{\"a\":null}'}",
    "patch([{\"op\":\"remove\",\"path\":\"/ips/0\"}])",
    "patch{json='[{\"op\":\"add\",\"path\":\"/a~1b\",\"value\":null},"
        + " {\"op\":\"test\",\"path\":\"\",\"value\":1}]'}",
    "patch([{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"}])"
  };
  private static final String[] WRONG_STEPS = {
    "acme.flaky",
    "exit(256)",
    "kill(9)",
    "delay(x)",
    "patch([])",
    "abort{signal=9, after=1s}",
    "abort{signal=KILL}",
    "exit{stdout=x}",
    "prepend",
    "patch([1])",
    "patch([{\"op\":\"copy\",\"path\":\"/b\"}])"
  };
  private static final String[] MATCHERS = {
    "pod", "namespace", "container", "ifname", "network", "delegate"
  };
  private static final String[] PATTERNS = {
    "web-*",
    "web-1",
    "*",
    "?eb-?",
    "'a b'",
    "\"x\"",
    "default",
    "*-*-*",
    "'*\\u0031'",
    "eth0",
    "**1"
  };
  private static final String[] ATTRIBUTES = {
    "web-1",
    "web-22",
    "db-1",
    "default",
    "kube-system",
    "eth0",
    "eth1",
    "a b",
    "x",
    "a-b-c",
    "bridge",
    ""
  };
  private static final String[] TIMES = {
    "2026-11-25T10:00:00Z",
    "2027-01-01T00:00:00.5+05:30",
    "1970-01-01T00:00:10.000001-00:00",
    "2028-02-29T23:59:59-18:00"
  };
  private static final String[] WRONG_TIMES = {
    "2026-02-29T00:00:00Z",
    "2026-11-25T10:00:60Z",
    "2026-11-25t10:00:00Z",
    "2026-11-25T10:00:00",
    "2026-11-25T10:00:00.1234567890Z",
    "2026-11-25T10:00:00+18:01"
  };

  /** Just before, at and after the times above, as seconds since 1970. */
  private static final String[] NOWS = {
    "0",
    "10",
    "11",
    "1764064799",
    "1764064800",
    "1795600799",
    "1795600800",
    "1798741799",
    "1798741800",
    "1867109399",
    "1867109400",
    "4000000000"
  };

  private static final String[] SPACES = {"", "", "", "", "", " ", "  ", "\t", "\n", "\r\n"};
  private static final String ALPHABET =
      "01259*%.()[]{}=!,'\"\\+-> \t\noffdelayrusmhn_AZ~;:/é٣\u00A0\u0000";

  private final Random random;

  FailpointGenerator(long seed) {
    random = new Random(seed);
  }

  /** A failpoint, most often a valid one. */
  String failpoint() {
    return chain(false);
  }

  /** A valid failpoint in which every draw has a seed. */
  String reproducible() {
    return chain(true);
  }

  /** A failpoint in which something was added, left out, changed, doubled or moved. */
  String spoiled() {
    StringBuilder text = new StringBuilder(failpoint());
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(6)) {
        case 0 -> text.insert(at, character());
        case 1 -> text.delete(at, Math.min(text.length(), at + 1));
        case 2 -> text.replace(at, Math.min(text.length(), at + 1), character());
        case 3 -> text.insert(at, text.substring(at, to));
        case 4 -> text.delete(at, to);
        default -> {
          String other = failpoint();
          text.insert(at, other.substring(random.nextInt(other.length())));
        }
      }
    }
    // Half of a surrogate pair can't be handed on as UTF-8.
    return new String(text.toString().getBytes(UTF_8), UTF_8);
  }

  /** Characters of the language without any order. */
  String noise() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(character());
    }
    return text.toString();
  }

  /** The attributes of a call, some of them missing. */
  Map<String, String> call() {
    Map<String, String> call = new HashMap<>();
    for (String key : MATCHERS) {
      if (random.nextInt(3) > 0) {
        call.put(key, one(ATTRIBUTES));
      }
    }
    if (random.nextInt(3) > 0) {
      call.put("now", one(NOWS));
    }
    return call;
  }

  private String chain(boolean reproducible) {
    StringBuilder text = new StringBuilder(one(SPACES));
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(term(reproducible)).append(one(SPACES));
      if (i > 0) {
        text.append("->").append(one(SPACES));
      }
    }
    return text.toString();
  }

  private String term(boolean reproducible) {
    String percent = random.nextInt(3) == 0 ? one(PERCENTS) + "%" + one(SPACES) : "";
    String count = random.nextInt(3) > 0 ? one(COUNTS) + "*" + one(SPACES) : "";
    StringBuilder text = new StringBuilder();
    text.append(random.nextBoolean() ? percent + count : count + percent)
        .append(step(reproducible));
    for (int i = random.nextInt(5); i > 2; i--) {
      text.append(one(SPACES)).append('+').append(one(SPACES)).append(step(reproducible));
    }
    boolean needsSeed = reproducible && !percent.isEmpty();
    return text.append(filters(needsSeed, reproducible)).toString();
  }

  private String step(boolean reproducible) {
    return one(reproducible || random.nextInt(8) > 0 ? STEPS : WRONG_STEPS);
  }

  private String filters(boolean needsSeed, boolean valid) {
    StringBuilder filters = new StringBuilder();
    int every = 1 + random.nextInt(4);
    for (String key : MATCHERS) {
      if (random.nextInt(8) == 0) {
        add(filters, key + one(SPACES) + (random.nextInt(3) == 0 ? "!=" : "="), one(PATTERNS));
      }
    }
    if (random.nextInt(6) == 0) {
      add(filters, "until=", one(valid || random.nextInt(4) > 0 ? TIMES : WRONG_TIMES));
    }
    if (random.nextInt(6) == 0) {
      add(filters, "skip=", String.valueOf(random.nextInt(3)));
    }
    if (random.nextInt(6) == 0) {
      boolean before = random.nextInt(6) == 0;
      String phase = String.valueOf(random.nextInt(every));
      if (before) {
        add(filters, "phase=", phase);
      }
      add(filters, "every=", String.valueOf(every));
      if (!before && random.nextBoolean()) {
        add(filters, "phase=", phase);
      }
    }
    if (needsSeed || random.nextInt(8) == 0) {
      add(filters, "seed=", "0" + random.nextInt(1000));
      if (random.nextInt(3) == 0) {
        add(filters, "draws=", String.valueOf(random.nextInt(50)));
      }
    }
    return filters.isEmpty() ? "" : one(SPACES) + "[" + filters + "]";
  }

  private void add(StringBuilder filters, String keyAndSign, String value) {
    filters.append(filters.isEmpty() ? "" : ",").append(one(SPACES)).append(keyAndSign);
    filters.append(one(SPACES)).append(value).append(one(SPACES));
  }

  private String character() {
    int at = random.nextInt(ALPHABET.length());
    return ALPHABET.substring(at, at + 1);
  }

  private String one(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
