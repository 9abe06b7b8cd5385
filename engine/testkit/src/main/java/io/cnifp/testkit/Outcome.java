package io.cnifp.testkit;

import io.cnifp.api.CniResponse;

/**
 * What a runtime sees of a call.
 *
 * @param response how the call ended
 * @param exitStatus the exit status; 1 for a signal or a hang, which are not applied
 * @param stdout standard output, decoded as UTF-8
 * @param stderr standard error, decoded as UTF-8
 */
public record Outcome(CniResponse response, int exitStatus, String stdout, String stderr) {}
