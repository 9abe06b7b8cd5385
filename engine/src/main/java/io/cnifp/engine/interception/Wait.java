package io.cnifp.engine.interception;

import io.cnifp.api.CniRequest;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A wait of a call, as a call site does it.
 *
 * @param request the call, for people who list the calls that wait
 * @param point the point whose action waits
 * @param duration how long it is to be
 * @param maxWaiting how many calls may wait at once; empty if any number may
 */
public record Wait(CniRequest request, String point, Duration duration, OptionalInt maxWaiting) {}
