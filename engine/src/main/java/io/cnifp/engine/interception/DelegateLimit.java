package io.cnifp.engine.interception;

import java.time.Duration;

/**
 * How long a delegate may run.
 *
 * @param after how long after its start it is ended
 * @param signal the signal that ends it, and then this process; one of {@link
 *     io.cnifp.api.CniResponse.Signal#NAMES}
 */
public record DelegateLimit(Duration after, String signal) {}
