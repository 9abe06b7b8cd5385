package io.cnifp.engine.journal;

/** The members of a line of the journal, in the order in which they are written. */
public enum JournalField {
  /** When the evaluation began, as an ISO 8601 instant. */
  TIME("time"),
  /** {@code fired}, {@code waiting}, {@code refused}, {@code ignored} or {@code spent}. */
  EVENT("event"),
  /** The process that makes the call. */
  PID("pid"),
  /** The executable that the runtime started. */
  LAUNCHER("launcher"),
  /** What the call is delegated to. */
  DELEGATE("delegate"),
  /** The CNI command. */
  COMMAND("command"),
  /** The container's ID. */
  CONTAINER("container"),
  /** The pod's name. */
  POD("pod"),
  /** The pod's namespace. */
  NAMESPACE("namespace"),
  /** The name of the interface. */
  IFNAME("ifname"),
  /** The name of the network. */
  NETWORK("network"),
  /** The id of the trace that the call belongs to. */
  TRACE("trace"),
  /** The failpoint file. */
  FILE("file"),
  /** The point. */
  POINT("point"),
  /** The place of the term in the failpoint, from 0. */
  TERM("term"),
  /** The steps of the term. */
  STEPS("steps"),
  /** How the steps ended. */
  OUTCOME("outcome"),
  /** The code of the error. */
  CODE("code"),
  /** The message of the error. */
  MESSAGE("message"),
  /** How long the evaluation and the steps took, in microseconds. */
  MICROSECONDS("microseconds");

  private final String word;

  JournalField(String word) {
    this.word = word;
  }

  /** Returns the name of the member. */
  public String word() {
    return word;
  }
}
