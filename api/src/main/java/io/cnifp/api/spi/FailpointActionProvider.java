package io.cnifp.api.spi;

import static io.cnifp.api.Stability.Level.STABLE;

import io.cnifp.api.Stability;
import java.util.Optional;

/**
 * Makes the actions of one name: a new word of the failpoint language.
 *
 * <p>Implemented by extensions and found through {@link java.util.ServiceLoader}: the class is
 * public, has a public constructor without parameters, and is listed in {@code
 * META-INF/services/io.cnifp.api.spi.FailpointActionProvider} ({@code @AutoService} writes that) or
 * in its module's {@code provides}. The engine makes at most one instance in a process, and only
 * when a failpoint names an action that isn't built in. It calls an instance from several threads
 * at once.
 *
 * <pre>{@code
 * @AutoService(FailpointActionProvider.class)
 * public final class Teapot implements FailpointActionProvider {
 *   public String name() {
 *     return "acme.teapot";
 *   }
 *
 *   public FailpointAction create(ActionArguments arguments) {
 *     arguments.requireNone();
 *     return invocation -> CniResponse.failure(418, "short and stout");
 *   }
 * }
 * }</pre>
 *
 * <p>A failpoint that says {@code 1*acme.teapot} then fails one call with code 418.
 *
 * @since 0.1
 */
@Stability(STABLE)
public interface FailpointActionProvider {

  /**
   * {@return the word in a term} It matches {@code [a-z][a-z0-9_.]*} and has a dot in it; names
   * without a dot are the project's own. Always the same for one instance.
   */
  String name();

  /** {@return one line that says what the action does, for listings; empty if there is none} */
  default Optional<String> description() {
    return Optional.empty();
  }

  /**
   * {@return the forms that the action takes, such as {@code error(msg)}, for listings and
   * messages}
   */
  default Optional<String> usage() {
    return Optional.empty();
  }

  /**
   * Makes the action of one step.
   *
   * <p>Called for every step of this name whenever a failpoint is read, also for terms that don't
   * fire, and before any count is used up: it must be quick and have no effect outside.
   *
   * @param arguments what stands behind the name
   * @return the action of this step, applied at most once
   * @throws IllegalArgumentException if the arguments are wrong. The failpoint is then refused: the
   *     call fails with code 999 and this message behind the action's name and place, no count is
   *     used, and the failpoint file stays as it is. Any other exception, and {@code null}, do the
   *     same
   */
  FailpointAction create(ActionArguments arguments);
}
