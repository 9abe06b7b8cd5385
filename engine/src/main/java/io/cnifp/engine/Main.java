package io.cnifp.engine;

import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.foreign.ExtensionWatch;
import io.cnifp.engine.posix.Posix;
import io.cnifp.engine.process.AnnouncedWaits;
import io.cnifp.engine.process.ExitWatch;
import io.cnifp.engine.process.LauncherEnvironment;
import io.cnifp.engine.process.LocalCallSite;
import io.cnifp.engine.process.ProcessExit;
import io.cnifp.engine.process.SignalTermination;
import io.cnifp.engine.process.Termination;
import io.cnifp.engine.protocol.CniVersions;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.statedir.StateDirectory;
import io.cnifp.engine.statedir.WaitingCalls;
import io.cnifp.engine.statedir.WaitingSlots;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The process of a call: the only class that uses the standard streams, the environment and the
 * exit status.
 *
 * <p>The launcher passes the name that the runtime called as the argument, and as system properties
 * {@code cnifp.home} (the installation) and {@code cnifp.self} (the launcher's path). If another
 * engine has begun the call, {@code cnifp.input} says how much of standard input is the call's; the
 * record of the call follows it there.
 */
public final class Main {
  private Main() {}

  /** Runs one call and ends the process; {@code --train DIR} runs the calls of a directory. */
  public static void main(String[] args) {
    // System.out would mangle what an empty locale cannot encode, so bytes are written.
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    OutputStream stderr = new FileOutputStream(FileDescriptor.err);
    // An extension may print, but standard output carries the reply alone.
    System.setOut(System.err);
    Termination termination = new SignalTermination();
    LauncherEnvironment environment = LauncherEnvironment.of(System.getenv());
    if (args.length == 2 && args[0].equals("--train")) {
      new Training(
              name -> engine(name, environment, stdout, stderr, termination), environment.given())
          .run(Path.of(args[1]));
      // Like a call: the watch on extensions would take any other end for theirs.
      Runtime.getRuntime().halt(0);
      return;
    }
    String name = args.length > 0 ? args[0] : "cni-bridge-fp";
    InputStream stdin = new FileInputStream(FileDescriptor.in);
    Engine engine = engine(name, environment, stdout, stderr, termination);
    Reply reply;
    try {
      Long begun = Long.getLong("cnifp.input");
      reply =
          begun == null
              ? engine.call(environment.given(), stdin)
              : new BegunCall(stdin, begun).finish(engine, environment.given());
    } catch (OutOfMemoryError e) {
      reply = new Reply(Engine.noMemory(e), CniVersions.LATEST);
    }
    int status = new ProcessExit(stdout, stderr).apply(reply);
    // Not exit: there are no hooks to wait for.
    Runtime.getRuntime().halt(status);
  }

  private static Engine engine(
      String name,
      LauncherEnvironment environment,
      OutputStream stdout,
      OutputStream stderr,
      Termination termination) {
    Optional<Path> home = property("cnifp.home");
    Optional<Posix> posix = home.isPresent() ? posix(home.get()) : Optional.empty();
    StateDirectory state = new StateDirectory(environment.given());
    Extensions extensions =
        new Extensions(home, () -> watch(environment.given(), stdout, stderr, termination));
    return new Engine(
        new Installation(name, property("cnifp.self"), home, posix),
        state,
        ProviderRegistry.actions(extensions),
        ProviderRegistry.delegates(extensions),
        new LocalCallSite(
            termination,
            new AnnouncedWaits(termination, new WaitingCalls(state), new WaitingSlots(state)),
            stdout,
            stderr,
            () -> ThreadLocalRandom.current().nextLong(),
            InstantSource.system(),
            environment.exec(home, posix)),
        () -> ThreadLocalRandom.current().nextDouble(100),
        InstantSource.system());
  }

  private static Optional<Posix> posix(Path home) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Posix.of(home, Charset.forName(encoding));
  }

  private static ExtensionWatch watch(
      Map<String, String> environment,
      OutputStream stdout,
      OutputStream stderr,
      Termination termination) {
    return new ExitWatch(
        new ProcessExit(stdout, stderr),
        termination,
        status -> Runtime.getRuntime().halt(status),
        environment.getOrDefault("CNI_FP_DEBUG", "").equals("1"),
        stderr);
  }

  private static Optional<Path> property(String name) {
    String value = System.getProperty(name, "");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(value).toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
