package io.cnifp.engine.protocol;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;

/** Requests made from other requests; none is ever changed. */
public final class Requests {
  private Requests() {}

  /** The same call with another command, in the environment too. */
  public static CniRequest withCommand(CniRequest request, CniCommand command) {
    return ((ParsedRequest) request).with(command);
  }

  /** The same call with another configuration, whose version and name are the old one's. */
  public static CniRequest withNetconf(CniRequest request, byte[] netconf) {
    return ((ParsedRequest) request).with(netconf);
  }
}
