/** The record of what fired, for people and tests that want to know. */
@NullMarked
package io.cnifp.engine.journal;

import org.jspecify.annotations.NullMarked;
