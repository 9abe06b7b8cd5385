package io.cnifp.api;

import static io.cnifp.api.Stability.Level.STABLE;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the plugin: what the runtime put into the environment and on standard input.
 *
 * <p>Made by the engine once for each call, after the checks that the CNI libraries make (required
 * variables, their form, the network's name, the version), and by the test kit. Immutable. Not for
 * extensions to implement: methods may be added.
 *
 * @since 0.1
 */
@Stability(STABLE)
public interface CniRequest {

  /** {@return what the runtime asks for} */
  CniCommand command();

  /** {@return {@code CNI_CONTAINERID}; empty on GC, STATUS and VERSION} */
  Optional<String> containerId();

  /**
   * {@return {@code CNI_NETNS}: the path of the container's network namespace; may be empty on DEL}
   */
  Optional<String> netns();

  /** {@return {@code CNI_IFNAME}: the interface to make in the container} */
  Optional<String> ifname();

  /**
   * {@return {@code CNI_ARGS} as keys and values in the order given} Items without {@code =} are
   * left out; of a repeated key the last value counts.
   */
  Map<String, String> args();

  /** {@return {@code CNI_PATH} as a list of folders, without empty items} */
  List<String> path();

  /** {@return the whole environment of the call, the {@code CNI_} variables included} */
  Map<String, String> environment();

  /**
   * {@return the spec version of the configuration; {@code 0.1.0} if it names none} On VERSION it
   * is the latest version that the engine supports.
   */
  String cniVersion();

  /** {@return the network's name; empty on VERSION} */
  String network();

  /**
   * {@return the network configuration exactly as it came on standard input; a new array at each
   * call}
   */
  byte[] netconf();

  /**
   * {@return the value of a top-level member of the configuration as JSON text, with the quotes if
   * it is a string; empty if there is no such member or it is {@code null}}
   *
   * @param name the member's exact name
   */
  Optional<String> member(String name);

  /**
   * {@return the result of the plugin before this one in the chain, as JSON text; empty if there is
   * none}
   */
  default Optional<String> prevResult() {
    return member("prevResult");
  }

  /**
   * {@return {@code K8S_POD_NAME} of {@link #args}; empty if the runtime is none of Kubernetes'}
   */
  default Optional<String> pod() {
    return Optional.ofNullable(args().get("K8S_POD_NAME"));
  }

  /** {@return {@code K8S_POD_NAMESPACE} of {@link #args}; empty as {@link #pod} is} */
  default Optional<String> namespace() {
    return Optional.ofNullable(args().get("K8S_POD_NAMESPACE"));
  }
}
