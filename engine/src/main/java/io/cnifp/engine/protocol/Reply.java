package io.cnifp.engine.protocol;

import io.cnifp.api.CniResponse;

/**
 * How a call ended.
 *
 * @param response what the runtime receives
 * @param cniVersion the version for an error's {@code cniVersion}
 */
public record Reply(CniResponse response, String cniVersion) {}
