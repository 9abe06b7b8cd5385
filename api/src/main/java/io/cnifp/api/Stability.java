package io.cnifp.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long a type of this module keeps its shape.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Stability {

  /** {@return the promise made for the annotated element} */
  Level value();

  /** The promises, strongest first. */
  enum Level {
    /** Changes only compatibly within a major version: new default methods, new members. */
    STABLE,
    /** May change in any minor version; the change log says how. */
    EXPERIMENTAL
  }
}
