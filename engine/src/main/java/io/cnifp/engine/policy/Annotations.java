package io.cnifp.engine.policy;

/** What the node's administrator does with an annotation that names a failpoint file. */
public enum Annotations {
  /** It is used. */
  ALLOWED,
  /** The call fails; a DEL passes the failpoint over. */
  REFUSED,
  /** It is recorded and counts as absent: the next source is used. */
  IGNORED
}
