/**
 * The CNI protocol: from environment and standard input to a request, from a response to bytes.
 *
 * <p>Knows SPEC.md and the words of its libraries. Must not know failpoints, files or delegates.
 */
@NullMarked
package io.cnifp.engine.protocol;

import org.jspecify.annotations.NullMarked;
