package io.cnifp.api.spi;

/**
 * Creates the actions of one name: a new word of the failpoint language.
 *
 * <p>Extensions implement it. The class is public, has a public constructor without parameters and
 * a {@link ProviderInfo}, and is found through {@link java.util.ServiceLoader}: it is listed in
 * {@code META-INF/services/io.cnifp.api.spi.FailpointActionProvider}, which {@code @AutoService}
 * writes, or in its module's {@code provides}. The engine creates at most one instance in a
 * process, and only when a failpoint names its action; it calls the instance from several threads
 * at once.
 *
 * <pre>{@code
 * @ProviderInfo(name = "acme.teapot", description = "fails the call with code 418")
 * @AutoService(FailpointActionProvider.class)
 * public final class TeapotProvider implements FailpointActionProvider {
 *   public FailpointAction create(ActionArguments arguments, ActionContext context) {
 *     arguments.read();
 *     return invocation -> CniResponse.failure(418, "short and stout");
 *   }
 * }
 * }</pre>
 *
 * <p>A failpoint {@code 1*acme.teapot} then fails one call with code 418.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FailpointActionProvider {

  /**
   * Creates the action of one step.
   *
   * <p>The engine calls this for each step of this name when it reads a failpoint, also for terms
   * that do not fire, and before it uses a count: it must be quick and have no effect outside.
   *
   * @param arguments the step's arguments; a pod's author may have written them, see {@link
   *     ActionContext#origin}
   * @param context where the step stands
   * @return the action of this step, applied at most once
   * @throws IllegalArgumentException if the arguments are wrong, or the step cannot stand there.
   *     The call then fails with code 999 and this message after the action's name and place, no
   *     count is used, and the failpoint file stays as it is. Any other exception, and {@code
   *     null}, have the same effect
   */
  FailpointAction create(ActionArguments arguments, ActionContext context);
}
