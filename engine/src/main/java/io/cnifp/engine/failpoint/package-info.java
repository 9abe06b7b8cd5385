/**
 * The failpoint language: parsing, printing and evaluating a failpoint.
 *
 * <p>Pure: nothing here touches a file, the environment or a clock. A failpoint is an immutable
 * value; evaluating one gives the steps that fired and the failpoint to keep.
 */
@NullMarked
package io.cnifp.engine.failpoint;

import org.jspecify.annotations.NullMarked;
