package io.cnifp.engine.binding;

import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.ArgumentException;
import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.api.spi.ProviderInfo;
import io.cnifp.engine.extension.FoundProvider;
import io.cnifp.engine.extension.ProviderDescription;
import io.cnifp.engine.extension.ProviderProblem;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpoint.UnknownName;
import io.cnifp.engine.foreign.FailureText;
import io.cnifp.engine.foreign.ForeignFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has the providers create the actions of a failpoint, and so refuses actions that do not exist and
 * arguments that are wrong.
 */
public final class ActionBinder {
  /** How many broken extensions a message tells. */
  private static final int MAX_TOLD = 5;

  private final ProviderRegistry<FailpointActionProvider> registry;
  private final Supplier<List<Path>> further;
  private final ActionContext.Origin origin;
  private final Function<String, JsonObject> settings;

  /**
   * Creates a binder for failpoints that the administrator wrote, without settings of actions.
   *
   * @param registry the actions
   * @param further directories of extensions after the installation's own; asked for only if a name
   *     has a dot or is unknown
   */
  public ActionBinder(
      ProviderRegistry<FailpointActionProvider> registry, Supplier<List<Path>> further) {
    this(registry, further, ActionContext.Origin.ADMINISTRATOR, _ -> JsonObject.of());
  }

  /**
   * Creates a binder.
   *
   * @param registry the actions
   * @param further directories of extensions after the installation's own; asked for only if a name
   *     has a dot or is unknown
   * @param origin who may have written the failpoints
   * @param settings the settings of an action in the node's policy; asked for only by actions
   */
  public ActionBinder(
      ProviderRegistry<FailpointActionProvider> registry,
      Supplier<List<Path>> further,
      ActionContext.Origin origin,
      Function<String, JsonObject> settings) {
    this.registry = registry;
    this.further = further;
    this.origin = origin;
    this.settings = settings;
  }

  /**
   * Creates the actions of a failpoint that stands alone.
   *
   * @throws FailpointSyntaxException if an action is unknown, or its provider refuses the arguments
   */
  public BoundFailpoint bind(Failpoint failpoint) {
    return bind(failpoint, Optional.empty());
  }

  /**
   * Creates the actions of the failpoint of a point.
   *
   * @throws FailpointSyntaxException as {@link #bind(Failpoint)}, and if an action cannot stand
   *     there
   */
  public BoundFailpoint bind(String point, Failpoint failpoint) {
    return bind(failpoint, Optional.of(point));
  }

  private BoundFailpoint bind(Failpoint failpoint, Optional<String> point) {
    List<List<BoundAction>> bound = new ArrayList<>(failpoint.terms().size());
    for (Term term : failpoint.terms()) {
      List<BoundAction> actions = new ArrayList<>(term.steps().size());
      for (Step step : term.steps()) {
        actions.add(action(step, point));
      }
      bound.add(actions);
    }
    return new BoundFailpoint(failpoint, bound);
  }

  /** Returns whether a name without a dot is no action. */
  public boolean isUnknown(String name) {
    return name.indexOf('.') < 0 && registry.find(name, further).isEmpty();
  }

  /**
   * Returns whether an annotation's file may use an action where the policy allows all that its
   * provider allows. An action that does not exist is refused when it is bound.
   */
  public boolean isForAnnotations(String name) {
    return registry
        .described(name, further)
        .map(described -> described.annotations() == ProviderInfo.Permission.ALLOWED)
        .orElse(true);
  }

  private BoundAction action(Step step, Optional<String> point) {
    FailpointActionProvider provider = provider(step);
    FailpointAction action;
    try {
      action =
          provider.create(step.arguments(), new StepContext(step.name(), point, origin, settings));
    } catch (ArgumentException e) {
      // Who names a file in an annotation may not read it.
      boolean quiet = origin == ActionContext.Origin.ANNOTATION;
      throw refused(step, quiet ? e.expected() : String.valueOf(e.getMessage()));
    } catch (CniException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw refused(step, String.valueOf(e.getMessage()));
    } catch (ForeignFailure e) {
      throw refused(step, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      throw refused(step, "failed while it was created: " + FailureText.of(e));
    }
    if (action == null) {
      throw refused(step, "cannot be created: its provider returned null");
    }
    return new BoundAction(step.name(), action, keepsState(step.name()));
  }

  private boolean keepsState(String name) {
    return registry.described(name, further).map(ProviderDescription::state).orElse(false);
  }

  private FailpointActionProvider provider(Step step) {
    Optional<FailpointActionProvider> provider;
    try {
      provider = registry.find(step.name(), further);
    } catch (ProviderException e) {
      throw refused(step, String.valueOf(e.getMessage()));
    }
    return provider.orElseThrow(() ->
        new FailpointSyntaxException(
            "unknown action " + UnknownName.shown(step.name()),
            step.position(),
            UnknownName.suffix(step.name(), names()) + problems(step)));
  }

  private static FailpointSyntaxException refused(Step step, String why) {
    return new FailpointSyntaxException(
        UnknownName.shown(step.name()) + " " + why, step.position());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (FoundProvider<FailpointActionProvider> provider : registry.all(further.get())) {
      names.add(provider.description().name());
    }
    return names;
  }

  /** An unknown name with a dot may be meant for an extension that cannot be used. */
  private String problems(Step step) {
    return step.name().indexOf('.') < 0 ? "" : text(registry.problems(further.get()));
  }

  /** Returns problems as text that follows a message; empty if there are none. */
  public static String text(List<ProviderProblem> problems) {
    StringBuilder text = new StringBuilder();
    for (ProviderProblem problem : problems.subList(0, Math.min(MAX_TOLD, problems.size()))) {
      text.append("; the extension ").append(problem.origin());
      text.append(" could not be loaded: ").append(problem.problem());
    }
    if (problems.size() > MAX_TOLD) {
      text.append("; cni-fp actions lists ").append(problems.size() - MAX_TOLD).append(" more");
    }
    return text.toString();
  }
}
