package io.cnifp.engine.extension;

import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.foreign.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
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

  private static final int MAX_CAUSES = 50;

  /** Far more than a jar can sensibly have. */
  private static final int MAX_PROBLEMS = 100;

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
    Map<String, FoundProvider<P>> providers = new LinkedHashMap<>();
    Set<String> twice = new TreeSet<>();
    List<ProviderProblem> problems = new ArrayList<>();
    Iterator<ServiceLoader.Provider<P>> found = services.stream().iterator();
    boolean more = true;
    while (more && problems.size() < MAX_PROBLEMS) {
      try {
        ServiceLoader.Provider<P> provider = found.next();
        if (belongs.test(provider.type())) {
          FoundProvider<P> next = found(provider, origin);
          String key = next.origin() + " " + next.description().name();
          if (providers.putIfAbsent(key, next) != null) {
            twice.add(key);
          }
        }
      } catch (NoSuchElementException e) {
        more = false;
      } catch (Throwable e) {
        // A class may be signed and changed, or named java.x: loading it fails in any way.
        problems.add(new ProviderProblem(origin, reason(e)));
      }
    }
    for (String key : twice) {
      // Either one would be an arbitrary choice.
      String name = Objects.requireNonNull(providers.remove(key)).description().name();
      problems.add(new ProviderProblem(origin, "two of its classes have the name " + name));
    }
    return new Discovery<>(List.copyOf(providers.values()), List.copyOf(problems));
  }

  /** Returns which names two of several origins provide. */
  public static <P> List<ProviderProblem> conflicts(List<Discovery<P>> discoveries) {
    Map<String, String> origins = new LinkedHashMap<>();
    List<ProviderProblem> conflicts = new ArrayList<>();
    for (Discovery<P> discovery : discoveries) {
      for (FoundProvider<P> provider : discovery.providers()) {
        String name = provider.description().name();
        String other = origins.putIfAbsent(name, provider.origin());
        if (other != null) {
          conflicts.add(
              new ProviderProblem(
                  provider.origin(),
                  "it provides " + name + ", as " + other + " does: remove one"));
        }
      }
    }
    return conflicts;
  }

  private static <P> FoundProvider<P> found(ServiceLoader.Provider<P> provider, String origin)
      throws IOException {
    ProviderDescription description = ProviderDescription.of(provider.type());
    String name = description.name();
    if (!origin.equals(BUILT_IN) && name.indexOf('.') < 0) {
      throw new IOException(
          "it provides \"" + name + "\", but names without a dot are the project's own");
    }
    if (FailpointActionProvider.class.isAssignableFrom(provider.type()) && !isWord(name)) {
      throw new IOException(
          "no term can name its action \""
              + name
              + "\": write small letters, digits, dots and _, a letter first");
    }
    return new FoundProvider<>(description, origin(origin, provider.type()), provider);
  }

  /** Returns whether a name can stand in a term. */
  private static boolean isWord(String name) {
    boolean word = name.charAt(0) >= 'a' && name.charAt(0) <= 'z';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      word &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
    }
    return word;
  }

  /** Names the module of a provider that is linked into the image. */
  private static String origin(String origin, Class<?> type) {
    return type.getModule().isNamed() && !origin.equals(BUILT_IN)
        ? origin + " " + type.getModule().getName()
        : origin;
  }

  /** Returns what failed and the innermost cause, which an extension's author needs. */
  @SuppressWarnings("ReferenceEquality") // equals may be anyone's code
  public static String reason(Throwable failure) {
    Throwable innermost = innermost(failure);
    String what =
        failure instanceof ServiceConfigurationError || failure instanceof IOException
            ? FailureText.bounded(String.valueOf(failure.getMessage()))
            : FailureText.of(failure);
    return innermost == failure ? what : what + ": " + FailureText.of(innermost);
  }

  /** A cause may be its own, or fail to tell. */
  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    try {
      for (int i = 0; i < MAX_CAUSES && innermost.getCause() != null; i++) {
        innermost = innermost.getCause();
      }
    } catch (Throwable e) {
      // What was found so far is told.
    }
    return innermost;
  }
}
