package io.cnifp.api.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is fixed about a provider: required on each class that implements {@link
 * FailpointActionProvider} or {@link DelegateProvider}.
 *
 * <p>The engine reads it from the class file. No code of an extension runs before a failpoint or a
 * configuration names what it provides.
 *
 * <pre>{@code
 * @ProviderInfo(
 *     name = "acme.teapot",
 *     description = "fails the call with code 418",
 *     usage = "acme.teapot")
 * @AutoService(FailpointActionProvider.class)
 * public final class TeapotProvider implements FailpointActionProvider {...}
 * }</pre>
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ProviderInfo {

  /**
   * {@return the name of the action or the delegate}
   *
   * <p>An action's name is a word of a term, {@code [a-z][a-z0-9_.]*}; a delegate's is what a
   * configuration says, letters, digits and {@code _ . -}, beginning with a letter or a digit. An
   * extension's names contain a dot; names without a dot are the project's own.
   */
  String name();

  /** {@return what the action or the delegate does, in one line, for listings} */
  String description() default "";

  /** {@return the forms of the action in a term, in one line, such as {@code error(msg)}} */
  String usage() default "";

  /**
   * {@return the least level of this interface that the provider needs} An engine of a lower level
   * refuses the provider with a message that names both. The level of this version is 2.
   */
  int level() default 1;

  /** {@return what else tools may rely on} */
  Trait[] traits() default {};

  /**
   * {@return whether a failpoint file that a pod's annotation names may use the action}
   *
   * <p>It counts where the administrator's policy has {@code "annotationActions": "all"}. An action
   * that a list of the policy names is allowed, any other one is refused, whatever it says. A pod's
   * author chooses the arguments, and the action runs as root: allow what can harm that pod alone.
   */
  Permission annotations() default Permission.REFUSED;

  /**
   * {@return whether the action keeps state} Without it {@link FailpointAction.Invocation#state} is
   * refused. Such an action needs a failpoint file: in {@code failpoint.points} of a configuration
   * it is refused. Its calls are made by a process of their own.
   */
  boolean state() default false;

  /**
   * {@return whether a resident engine may run the action or the delegate}
   *
   * <p>To allow it is a promise: {@code apply} or {@code invoke} may run again from the start for
   * the same call, on any thread of any JVM. What was done through the api is not done again and
   * gives the same results; what was done otherwise is done again.
   */
  Permission resident() default Permission.REFUSED;

  /** Whether something is allowed. */
  enum Permission {
    /** It is allowed. */
    ALLOWED,
    /** It is refused. */
    REFUSED
  }

  /** What tools may rely on without asking a provider. */
  enum Trait {
    /** The action never lets the call continue: steps after it in a term never run. */
    ENDS_CALL,
    /** The delegate runs the CNI plugin of its name, which must be in a directory of CNI_PATH. */
    RUNS_CNI_PLUGIN
  }
}
