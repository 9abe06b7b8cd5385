/**
 * What one engine hands to another that finishes its call: the record, an act that another process
 * does, and its outcome, as bytes.
 *
 * <p>Must not know sockets or processes.
 */
@NullMarked
package io.cnifp.engine.handover;

import org.jspecify.annotations.NullMarked;
