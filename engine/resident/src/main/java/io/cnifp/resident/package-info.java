/**
 * The server of the resident engine. The launcher asks it whether and how a call is to fail, and
 * does what it answers.
 *
 * <p><b>Frames.</b> Each way on the socket, a frame is the length of what follows in four bytes,
 * the highest first, then a letter, then {@link io.cnifp.engine.handover.Fields fields}. The
 * launcher asks:
 *
 * <ul>
 *   <li>{@code Q}, a call: the name that the runtime called, the launcher's path, the {@link
 *       Identity} of its process, its network namespace as DEVICE:INODE, its environment as the JVM
 *       of a single call would get it (each variable ended by NUL), standard input; then, of a call
 *       that has begun, the record, the last act and its outcome, each else empty
 *   <li>{@code G}, go: the answer to {@code R}
 *   <li>{@code O}, {@link io.cnifp.engine.handover.ActOutcome the outcome} of the act
 *   <li>{@code I}, the server's state; {@code X}, the server's end: both without fields
 * </ul>
 *
 * <p>The server answers:
 *
 * <ul>
 *   <li>{@code R}, ready: the call will change something. Nothing was changed so far. The field is
 *       how many milliseconds the next answer may take
 *   <li>{@code A}, an act: the record before it, {@link io.cnifp.engine.handover.ActText the act}
 *   <li>{@code E}, the end: {@code exit} and the status, or {@code signal} and its name, then what
 *       goes to standard error and to standard output
 *   <li>{@code Y}, run it yourself: the reason, and the record
 *   <li>{@code T}, a text: the answer to {@code I} and {@code X}
 * </ul>
 *
 * <p>A server that is lost after {@code G} and before its answer has perhaps used a count: the call
 * fails. At any other time the launcher becomes a JVM that continues with the record.
 */
@NullMarked
package io.cnifp.resident;

import org.jspecify.annotations.NullMarked;
