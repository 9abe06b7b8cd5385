package io.cnifp.engine.failpoint;

/**
 * A condition on the call: an attribute and a glob that it must match.
 *
 * @param attribute what must match
 * @param negated whether the condition is {@code !=}
 * @param source the glob as it is printed
 * @param glob the glob
 */
public record Condition(Attribute attribute, boolean negated, String source, String glob)
    implements TermFilter {

  /** Returns whether a call meets this condition; one without the attribute matches no glob. */
  boolean matches(CallAttributes call) {
    String value = call.get(attribute);
    return (value != null && Glob.matches(glob, value)) != negated;
  }

  @Override
  public String word() {
    return attribute.word();
  }

  @Override
  public void print(StringBuilder text) {
    text.append(word()).append(negated ? "!=" : "=").append(source);
  }
}
