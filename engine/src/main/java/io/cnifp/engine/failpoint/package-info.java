/**
 * The failpoint language: parsing, printing and evaluating a failpoint.
 *
 * <p>Pure: nothing here touches a file, the environment or a clock. A failpoint is an immutable
 * value; evaluating one gives the steps that fired and the failpoint to keep. No action is known
 * here by name, with one exception that the format of the file requires: the reference rewrites the
 * argument of {@code delay} ({@link io.cnifp.engine.failpoint.ReferenceForm}).
 */
@NullMarked
package io.cnifp.engine.failpoint;

import org.jspecify.annotations.NullMarked;
