package io.cnifp.api.json;

/** The kinds of token that a {@link JsonScanner} reads. */
enum JsonToken {
  /** An opening brace. */
  OBJECT_START,
  /** A closing brace. */
  OBJECT_END,
  /** An opening bracket. */
  ARRAY_START,
  /** A closing bracket. */
  ARRAY_END,
  /** The name of an object's member. */
  KEY,
  /** A string. */
  STRING,
  /** A number. */
  NUMBER,
  /** The literal {@code true}. */
  TRUE,
  /** The literal {@code false}. */
  FALSE,
  /** The literal {@code null}. */
  NULL,
  /** The end of the document. */
  END
}
