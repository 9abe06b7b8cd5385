package io.cnifp.testkit;

import io.cnifp.api.CniResponse;

/**
 * What a runtime would see of a call.
 *
 * @param response how the call ended
 * @param exitStatus the exit status; 1 for a signal or a hang, which a test doesn't carry out
 * @param stdout standard output, read as UTF-8
 * @param stderr standard error, read as UTF-8
 */
public record Outcome(CniResponse response, int exitStatus, String stdout, String stderr) {}
