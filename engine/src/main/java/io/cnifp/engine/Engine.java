package io.cnifp.engine;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.spi.ActionContext;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import io.cnifp.engine.binding.ActionBinder;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.delegate.DelegateChoice;
import io.cnifp.engine.delegate.DelegateInvocation;
import io.cnifp.engine.failpoint.RandomSource;
import io.cnifp.engine.failpointfile.FailpointDirectory;
import io.cnifp.engine.failpointfile.FailpointFile;
import io.cnifp.engine.failpointfile.FailpointStore;
import io.cnifp.engine.failpointfile.FailpointStores;
import io.cnifp.engine.failpointfile.InlinePoints;
import io.cnifp.engine.failpointfile.OneStore;
import io.cnifp.engine.interception.CallRecord;
import io.cnifp.engine.interception.CallSite;
import io.cnifp.engine.interception.DelegateLimit;
import io.cnifp.engine.interception.FailpointCall;
import io.cnifp.engine.interception.Suspension;
import io.cnifp.engine.policy.Policy;
import io.cnifp.engine.protocol.CniVersions;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.protocol.RequestReader;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.safefile.FileAccess;
import io.cnifp.engine.safefile.PathRules;
import io.cnifp.engine.source.FailpointSettings;
import io.cnifp.engine.source.FailpointSource;
import io.cnifp.engine.statedir.FileLocks;
import io.cnifp.engine.statedir.Locks;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interception engine: from the environment and standard input of a call to its reply.
 *
 * <p>It can be called any number of times, by several threads at once. It never exits, reads no
 * environment but the one it is given, and writes nothing to standard output.
 */
public final class Engine {
  private final Installation installation;
  private final ProviderRegistry<FailpointActionProvider> actions;
  private final ProviderRegistry<DelegateProvider> delegates;
  private final DelegateInvocation invocation;
  private final CallSite site;
  private final FileAccess access;
  private final Locks locks;
  private final Locks journalLocks;
  private final CallFailpoints failpoints;
  private final RandomSource random;
  private final InstantSource clock;

  /**
   * Creates an engine.
   *
   * @param installation the installation that makes the calls
   * @param state the directory of locks
   * @param actions the actions
   * @param delegates the delegates that have a provider
   * @param site does the acts of calls
   * @param random draws for terms without a seed
   * @param clock the time; read only for what expires
   */
  public Engine(
      Installation installation,
      StateDirectory state,
      ProviderRegistry<FailpointActionProvider> actions,
      ProviderRegistry<DelegateProvider> delegates,
      CallSite site,
      RandomSource random,
      InstantSource clock) {
    this(
        installation,
        actions,
        delegates,
        site,
        new FileAccess(installation.posix()),
        FileLocks.ofFailpointFiles(state),
        FileLocks.ofJournals(state),
        random,
        clock);
  }

  private Engine(
      Installation installation,
      ProviderRegistry<FailpointActionProvider> actions,
      ProviderRegistry<DelegateProvider> delegates,
      CallSite site,
      FileAccess access,
      Locks locks,
      Locks journalLocks,
      RandomSource random,
      InstantSource clock) {
    this.installation = installation;
    this.actions = actions;
    this.delegates = delegates;
    this.invocation = new DelegateInvocation(installation, delegates);
    this.site = site;
    this.access = access;
    this.locks = locks;
    this.journalLocks = journalLocks;
    this.failpoints = new CallFailpoints(installation.calledName(), journalLocks);
    this.random = random;
    this.clock = clock;
  }

  /**
   * Returns this engine for one call of another process, with the locks of this one.
   *
   * @param other does the acts of the call
   * @param before runs before anything is locked, and thus before anything is changed; it may throw
   */
  public Engine at(CallSite other, Runnable before) {
    return new Engine(
        installation,
        actions,
        delegates,
        other,
        access,
        locks.after(before),
        journalLocks.after(before),
        random,
        clock);
  }

  /** Returns this engine for another launcher of the installation, with the same locks. */
  public Engine as(Installation other) {
    return new Engine(other, actions, delegates, site, access, locks, journalLocks, random, clock);
  }

  /** Handles a call; only a defect of the JVM leaves this method as an exception. */
  public Reply call(Map<String, String> environment, InputStream stdin) {
    return finish(environment, stdin, new CallRecord());
  }

  /**
   * Finishes a call that may have begun in another engine: takes the decisions and the outcomes of
   * the acts in its record, and uses no count again.
   *
   * @param environment the environment of the call
   * @param stdin its standard input
   * @param record the events so far; gets those that follow
   * @throws Suspension if the call site leaves an act to another process
   */
  public Reply finish(Map<String, String> environment, InputStream stdin, CallRecord record) {
    String version = CniVersions.LATEST;
    try {
      Optional<CniRequest> request = RequestReader.read(environment, stdin);
      if (request.isEmpty()) {
        String about = ResponseWriter.about(installation.delegateOfName());
        return new Reply(new CniResponse.Exit(0, about), version);
      }
      version = request.get().cniVersion();
      return new Reply(respond(request.get(), record), version);
    } catch (CniException e) {
      return new Reply(new CniResponse.Failure(e.error()), version);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(CniResponse.failure(CniError.INTERNAL, "the call was interrupted"), version);
    } catch (OutOfMemoryError e) {
      return new Reply(noMemory(e), version);
    } catch (Suspension e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new Reply(CniResponse.failure(CniError.INTERNAL, "internal error: " + e), version);
    }
  }

  /** Returns the response of a call for which memory or threads do not suffice. */
  static CniResponse noMemory(OutOfMemoryError e) {
    return CniResponse.failure(
        CniError.INTERNAL,
        "memory or processes do not suffice for the call: raise the limits of the runtime ("
            + e.getMessage()
            + ")");
  }

  private CniResponse respond(CniRequest request, CallRecord record) throws InterruptedException {
    CallPolicy policy = new CallPolicy(request.environment());
    Optional<FailpointSettings> settings;
    DelegateChoice choice;
    try {
      // Most configurations have no such key: then its class is not loaded.
      settings =
          request.member(FailpointSettings.KEY).isPresent()
              ? FailpointSettings.of(request)
              : Optional.empty();
      choice = choice(request, settings);
    } catch (CniException e) {
      failpoints
          .journal(request, policy, "")
          .entry(CallFailpoints.named(request), "")
          .refused(e.error());
      throw e;
    }
    boolean cleanUp = settings.isPresent() && settings.get().cleanUp();
    Optional<FailpointSource> source =
        record.first().isPresent()
            ? record.first().get().source()
            : failpoints.choose(request, settings, policy, record, choice.type());
    if (source.isEmpty()) {
      record.passOver();
      return delegate(
          choice, cleanUp, policy, FailpointCall.recorded(record, site), Optional.empty());
    }
    Policy allowed = policy.orDefault();
    return new FailpointCall(
            request,
            source.get(),
            allowed,
            stores(source.get(), settings, allowed),
            new ActionBinder(
                actions,
                () -> extensionDirs(allowed),
                source.get().isTrusted()
                    ? ActionContext.Origin.ADMINISTRATOR
                    : ActionContext.Origin.ANNOTATION,
                name -> policy.get().settingsOfAction(name)),
            failpoints.journal(request, policy, choice.type()),
            record,
            site)
        .respond((changed, recorded, limit) ->
            delegate(
                changed == request ? choice : choice(changed, settings),
                cleanUp,
                policy,
                recorded,
                limit));
  }

  /** Asked for only if a name has a dot. */
  private List<Path> extensionDirs(Policy policy) {
    site.beforeExtension();
    return policy.extensionDirs();
  }

  private DelegateChoice choice(CniRequest request, Optional<FailpointSettings> settings) {
    return settings.isPresent() && settings.get().delegate().isPresent()
        ? DelegateChoice.of(settings.get().delegate().get(), request)
        : DelegateChoice.ofName(installation.delegateOfName(), request);
  }

  private FailpointStores stores(
      FailpointSource named, Optional<FailpointSettings> settings, Policy allowed) {
    if (named.path().isEmpty()) {
      JsonObject points = settings.flatMap(FailpointSettings::points).orElse(JsonObject.of());
      return new OneStore(new InlinePoints(points, random, clock));
    }
    Path path = named.path().get();
    if (named.isTrusted()) {
      return new FailpointDirectory(path, each -> file(each, PathRules.TRUSTED, allowed));
    }
    return new OneStore(file(path, PathRules.annotated(allowed.confDirs()), allowed));
  }

  private FailpointStore file(Path path, PathRules rules, Policy allowed) {
    return new FailpointFile(path, rules, allowed.lockTimeout(), locks, access, random, clock);
  }

  private CniResponse delegate(
      DelegateChoice choice,
      boolean cleanUp,
      CallPolicy policy,
      CallSite recorded,
      Optional<DelegateLimit> limit)
      throws InterruptedException {
    return choice.request().command() == CniCommand.VERSION
        ? CniResponse.success(ResponseWriter.versions())
        : invocation.invoke(
            choice,
            cleanUp,
            () -> extensionDirs(policy.get()),
            name -> policy.get().settingsOfDelegate(name),
            recorded,
            limit);
  }
}
