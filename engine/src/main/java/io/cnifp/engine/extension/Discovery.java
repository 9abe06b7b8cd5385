package io.cnifp.engine.extension;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The providers of a service that one origin has, and what is wrong with those that cannot be used.
 * No code of theirs has run.
 *
 * @param providers the providers
 * @param problems the problems
 * @param <P> the service
 */
public record Discovery<P>(List<FoundProvider<P>> providers, List<ProviderProblem> problems) {
  private static final String BUILT_IN = "built in";

  /**
   * Finds the built-in providers.
   *
   * @param services lists the providers
   * @param belongs whether a class is built in
   */
  public static <P> Discovery<P> builtIn(ServiceLoader<P> services, Predicate<Class<?>> belongs) {
    return of(services, BUILT_IN, belongs);
  }

  /**
   * Finds providers.
   *
   * @param services lists the providers
   * @param origin where they come from, in messages
   * @param belongs whether a class comes from there
   */
  public static <P> Discovery<P> of(
      ServiceLoader<P> services, String origin, Predicate<Class<?>> belongs) {
    List<FoundProvider<P>> providers = new ArrayList<>();
    List<ProviderProblem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Iterator<ServiceLoader.Provider<P>> found = services.stream().iterator();
    boolean more = true;
    while (more) {
      try {
        ServiceLoader.Provider<P> provider = found.next();
        if (belongs.test(provider.type())) {
          ProviderDescription description = ProviderDescription.of(provider.type());
          if (!origin.equals(BUILT_IN) && description.name().indexOf('.') < 0) {
            throw new IOException(
                "it provides \""
                    + description.name()
                    + "\", but names without a dot are the project's own");
          }
          String from = origin(origin, provider.type());
          if (!names.add(from + " " + description.name())) {
            throw new IOException("two of its classes have the name " + description.name());
          }
          providers.add(new FoundProvider<>(description, from, provider));
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (ServiceConfigurationError | LinkageError | IOException e) {
        problems.add(new ProviderProblem(origin, reason(e)));
      }
    }
    return new Discovery<>(List.copyOf(providers), List.copyOf(problems));
  }

  /** Names the module of a provider that is linked into the image. */
  private static String origin(String origin, Class<?> type) {
    return type.getModule().isNamed() && !origin.equals(BUILT_IN)
        ? origin + " " + type.getModule().getName()
        : origin;
  }

  /** Returns what failed and the innermost cause, which an extension's author needs. */
  public static String reason(Throwable failure) {
    Throwable innermost = null;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    String what =
        failure instanceof LinkageError ? failure.toString() : String.valueOf(failure.getMessage());
    return innermost == null ? what : what + ": " + innermost;
  }
}
