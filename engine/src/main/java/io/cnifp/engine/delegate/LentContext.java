package io.cnifp.engine.delegate;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateContext;
import io.cnifp.api.spi.Execution;
import io.cnifp.engine.foreign.HandedOn;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateLimit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is lent to one delegate of a call, and by it to those that it hands the call on to. Used on
 * the thread of the call.
 */
final class LentContext implements DelegateContext, HandedOn {
  private final String type;
  private final Call call;
  private final DelegationDepth depth;

  /** What the delegates that were called have failed with. */
  private final Set<CniError> given = ConcurrentHashMap.newKeySet();

  /**
   * Creates a context.
   *
   * @param type the delegate's name
   * @param call what all delegates of the call share
   * @param depth how many launchers and delegates run around it and it itself
   */
  LentContext(String type, Call call, DelegationDepth depth) {
    this.type = type;
    this.call = call;
    this.depth = depth;
  }

  /** Creates a delegate of a name, with its context. */
  @FunctionalInterface
  interface Creation {
    Delegate create(String type, DelegateContext context);
  }

  /** What all delegates of a call share. */
  static final class Call {
    private final Optional<Path> self;
    private final CallSite site;
    private final Function<String, JsonObject> settings;
    private final Creation creation;
    private Optional<DelegateLimit> limit = Optional.empty();

    /**
     * Creates it.
     *
     * @param self the executable that the runtime started
     * @param site does the acts
     * @param settings the settings of a delegate in the node's policy
     * @param creation creates further delegates
     */
    Call(
        Optional<Path> self,
        CallSite site,
        Function<String, JsonObject> settings,
        Creation creation) {
      this.self = self;
      this.site = site;
      this.settings = settings;
      this.creation = creation;
    }

    /** Sets how long executables may run from now on. */
    void limit(Optional<DelegateLimit> next) {
      limit = next;
    }
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Optional<Path> self() {
    return call.self;
  }

  @Override
  public JsonObject settings() {
    return call.settings.apply(type);
  }

  @Override
  public Delegate delegate(String name) {
    Objects.requireNonNull(name, "name");
    Delegate other = call.creation.create(name, new LentContext(name, call, depth.within(name)));
    return request -> {
      try {
        CniResponse response = other.invoke(request);
        if (response instanceof CniResponse.Failure failure) {
          given.add(failure.error());
        }
        return response;
      } catch (CniException e) {
        given.add(e.error());
        throw e;
      }
    };
  }

  @Override
  public boolean hasGiven(CniError error) {
    return given.contains(error);
  }

  @Override
  public Execution run(Path executable, Map<String, String> environment, byte[] input)
      throws InterruptedException {
    return call.site.run(executable, depth.in(environment), input, call.limit);
  }

  @Override
  public void print(String line) {
    call.site.print(line);
  }

  @Override
  public Registration onTermination(Runnable callback) {
    return call.site.onTermination(Objects.requireNonNull(callback, "callback"));
  }
}
