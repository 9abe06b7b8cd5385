package io.cnifp.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cnifp.api.CniRequest;
import io.cnifp.engine.protocol.RequestReader;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;

/** Requests as the engine reads them, for tests. */
public final class Calls {
  private Calls() {}

  /** An ADD with further members of the configuration, such as {@code ,"mtu":1500}. */
  public static CniRequest add(String members) {
    return add(members, Map.of());
  }

  /** An ADD with further variables too. */
  public static CniRequest add(String members, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CNI_COMMAND", "ADD");
    environment.put("CNI_CONTAINERID", "c1");
    environment.put("CNI_NETNS", "/run/netns/x");
    environment.put("CNI_IFNAME", "eth0");
    environment.put("CNI_PATH", "/nowhere");
    environment.putAll(variables);
    String netconf = "{\"cniVersion\":\"1.0.0\",\"name\":\"n\"" + members + "}";
    return RequestReader.read(environment, new ByteArrayInputStream(netconf.getBytes(UTF_8)))
        .orElseThrow();
  }
}
