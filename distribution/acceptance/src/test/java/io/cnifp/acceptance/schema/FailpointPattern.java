package io.cnifp.acceptance.schema;

/**
 * The failpoint language as far as a regular expression goes: the schema's pattern, put together
 * from its parts. It is written for ECMAScript with the flag {@code u}, as JSON Schema wants it.
 *
 * <p>What it can't tell: a key or a filter that stands there twice, a number beyond its bound but
 * within its digits, a phase without its {@code every}, whether {@code patch} has JSON, and a
 * plugin's action that isn't installed.
 */
final class FailpointPattern {
  private static final String WS = "[ \\t\\r\\n]*";
  private static final String LONG = "0*[0-9]{1,19}";
  private static final String TEXT = "[^ \\t\\r\\n\"',}][^,}]*";

  /** An action of a plugin: it has a dot in its name. */
  private static final String FOREIGN = "[a-z][a-z0-9_]*\\.[a-z0-9_.]*";

  private static final String ESCAPE = "\\\\(?:[ntr\\\\\"']|u[0-9a-fA-F]{4})";
  private static final String QUOTED =
      "(?:\"[^\"\\\\]*(?:" + ESCAPE + "[^\"\\\\]*)*\"|'[^'\\\\]*(?:" + ESCAPE + "[^'\\\\]*)*')";
  private static final String DURATION =
      "(?:" + LONG + "|(?:(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:us|ms|s|m|h))+)";

  private FailpointPattern() {}

  /**
   * Every part stands there once: what follows a term or a step, its separator or its end, is
   * looked at before the next one may begin.
   */
  static String whole() {
    return "^(?:|" + WS + "(?:" + term() + WS + "(?:->" + WS + "(?!$)|$))+)$";
  }

  private static String term() {
    String more = "(?:" + WS + "\\+" + WS + "(?=[a-z])|(?=" + WS + "(?:\\[|->|$)))";
    return modifiers() + "(?:" + step() + more + ")+(?:" + WS + filters() + ")?";
  }

  private static String modifiers() {
    String count = LONG + "\\*" + WS;
    String percentage = "(?:0*(?:[0-9]{1,2}(?:\\.[0-9]+)?|100(?:\\.0+)?)|\\.[0-9]+)%" + WS;
    return "(?:" + count + "(?:" + percentage + ")?|" + percentage + "(?:" + count + ")?)?";
  }

  private static String step() {
    return "(?:"
        + String.join(
            "|",
            "(?:off|hang|error|panic|print|return|pause|" + FOREIGN + ")(?![({])",
            "(?:error|append|panic|print|return|" + FOREIGN + ")\\([^)]+\\)",
            "(?:append\\{"
                + WS
                + "text|panic\\{"
                + WS
                + "msg|print\\{"
                + WS
                + "text|return\\{"
                + WS
                + "stdout|patch\\{"
                + WS
                + "json)"
                + value(TEXT)
                + "\\}",
            "error" + named("code" + value("0*[1-9][0-9]{0,9}") + "|(?:msg|details)" + value(TEXT)),
            FOREIGN + named("[a-z][a-z0-9_.]*" + value(TEXT)),
            "patch\\(" + WS + "\\{[^)]+\\)",
            "(?:delay|sleep|spin)\\(" + DURATION + "(?:\\.\\." + DURATION + ")?\\)",
            "pause\\{" + WS + "timeout" + value(DURATION) + "\\}",
            "exit\\(0*(?:[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\)",
            "kill\\((?:HUP|INT|QUIT|ABRT|KILL|SEGV|TERM)\\)",
            "truncate\\(" + LONG + "\\)")
        + ")";
  }

  private static String named(String pair) {
    return "\\{(?:" + WS + "(?:" + pair + ")(?:,(?!\\})|(?=\\})))+\\}";
  }

  /** Quoted, where anything may follow the escapes, or bare. */
  private static String value(String bare) {
    return WS + "=" + WS + "(?:" + QUOTED + "|" + bare + ")" + WS;
  }

  private static String filters() {
    String glob = "[^ \\t\\r\\n\"',\\]][^,\\]]*";
    String filter =
        "(?:pod|namespace|container|ifname|network)"
            + WS
            + "!?(?==)"
            + value(glob)
            + "|(?:skip|seed|phase|draws)"
            + value(LONG)
            + "|every"
            + value("0*[1-9][0-9]{0,18}");
    return "\\[(?:" + WS + "(?:" + filter + ")(?:,(?!\\])|(?=\\])))+\\]";
  }
}
