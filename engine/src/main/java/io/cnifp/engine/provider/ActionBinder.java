package io.cnifp.engine.provider;

import io.cnifp.api.spi.FailpointAction;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.failpoint.Failpoint;
import io.cnifp.engine.failpoint.FailpointSyntaxException;
import io.cnifp.engine.failpoint.Step;
import io.cnifp.engine.failpoint.Term;
import io.cnifp.engine.failpoint.UnknownName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the actions of every step of a failpoint, and so refuses what there isn't. */
public final class ActionBinder {
  private final Providers<FailpointActionProvider> builtIn;
  private final Plugins plugins;
  private final List<Path> pluginDirs;

  /**
   * Creates a binder.
   *
   * @param builtIn the actions of the image
   * @param plugins where other actions are looked for
   * @param pluginDirs the policy's further folders of plugins
   */
  public ActionBinder(
      Providers<FailpointActionProvider> builtIn, Plugins plugins, List<Path> pluginDirs) {
    this.builtIn = builtIn;
    this.plugins = plugins;
    this.pluginDirs = pluginDirs;
  }

  /**
   * Makes the actions.
   *
   * @return for each term its actions in order
   * @throws FailpointSyntaxException if nobody knows an action, or its provider refuses the
   *     arguments
   */
  public List<List<BoundAction>> bind(Failpoint failpoint) {
    List<List<BoundAction>> bound = new ArrayList<>(failpoint.terms().size());
    for (Term term : failpoint.terms()) {
      List<Step> steps = term.steps();
      if (steps.size() == 1) {
        bound.add(List.of(action(steps.get(0))));
        continue;
      }
      List<BoundAction> actions = new ArrayList<>(steps.size());
      for (Step step : steps) {
        actions.add(action(step));
      }
      bound.add(actions);
    }
    return bound;
  }

  private BoundAction action(Step step) {
    FailpointActionProvider provider = provider(step);
    FailpointAction action;
    try {
      action = provider.create(step.arguments());
    } catch (IllegalArgumentException e) {
      throw refused(step, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      // Whatever it is, it is somebody else's code that failed, and the failpoint stays as it is.
      throw refused(step, "failed while it was made: " + e);
    }
    if (action == null) {
      throw refused(step, "has a provider that made no action of it but null");
    }
    return new BoundAction(step.name(), action);
  }

  private FailpointActionProvider provider(Step step) {
    FailpointActionProvider provider;
    try {
      provider = builtIn.find(step.name()).orElse(null);
      if (provider != null) {
        return provider;
      }
      provider = plugins.action(step.name(), pluginDirs).orElse(null);
    } catch (PluginException e) {
      throw refused(step, String.valueOf(e.getMessage()));
    }
    if (provider == null) {
      throw new FailpointSyntaxException(
          "unknown action " + UnknownName.shown(step.name()),
          step.position(),
          UnknownName.suffix(step.name(), names())
              + builtIn.problems()
              + plugins.problems(pluginDirs));
    }
    return provider;
  }

  private static FailpointSyntaxException refused(Step step, String why) {
    return new FailpointSyntaxException(
        UnknownName.shown(step.name()) + " " + why, step.position());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (FailpointActionProvider provider : builtIn.all()) {
      names.add(provider.name());
    }
    for (Plugin plugin : plugins.all(pluginDirs)) {
      names.addAll(plugin.actions().keySet());
    }
    return names;
  }
}
