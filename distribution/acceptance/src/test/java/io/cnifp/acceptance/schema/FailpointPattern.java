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
      "(?:" + LONG + "|(?:(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[num\u00b5\u03bc]?s|m|h))+)";

  private static final String SPAN = DURATION + "(?:\\.\\." + DURATION + ")?";
  private static final String SIGNAL = "(?:HUP|INT|QUIT|ABRT|KILL|SEGV|TERM)";
  private static final String STATUS = "0*(?:[0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
          + "(?:Z|[+-](?:0[0-9]|1[0-8]):[0-9]{2})";

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
            "(?:error|append|prepend|panic|print|return|" + FOREIGN + ")\\([^)]+\\)",
            "(?:append\\{"
                + WS
                + "text|prepend\\{"
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
            "patch\\(" + WS + "(?:\\{|\\[" + WS + "\\{)[^)]+\\)",
            "(?:delay|sleep|spin|abort)\\(" + SPAN + "\\)",
            "abort" + named("after" + value(SPAN) + "|signal" + value(SIGNAL)),
            "pause\\{" + WS + "timeout" + value(DURATION) + "\\}",
            "exit\\(" + STATUS + "\\)",
            "exit" + named("status" + value(STATUS) + "|stdout" + value(TEXT)),
            "kill\\(" + SIGNAL + "\\)",
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
    String filter =
        matching()
            + "|(?:skip|seed|phase|draws)"
            + value(LONG)
            + "|every"
            + value("0*[1-9][0-9]{0,18}");
    return "\\[(?:" + WS + "(?:" + filter + ")(?:,(?!\\])|(?=\\])))+\\]";
  }

  /** The filters of a whole file. */
  static String when() {
    return "^(?:" + WS + "(?:" + matching() + ")(?:,(?!$)|$))+$";
  }

  private static String matching() {
    String glob = "[^ \\t\\r\\n\"',\\]][^,\\]]*";
    return "(?:pod|namespace|container|ifname|network|delegate)"
        + WS
        + "!?(?==)"
        + value(glob)
        + "|until"
        + value(TIME);
  }
}
