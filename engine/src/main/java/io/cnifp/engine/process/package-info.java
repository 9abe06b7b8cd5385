/**
 * The process that makes a call: the local call site, the delegate's process, signals and the end.
 *
 * <p>Must not know why an act is done.
 */
@NullMarked
package io.cnifp.engine.process;

import org.jspecify.annotations.NullMarked;
