/**
 * The CNI protocol: from environment and standard input to a request, and from a response to bytes.
 */
@NullMarked
package io.cnifp.engine.protocol;

import org.jspecify.annotations.NullMarked;
