package io.cnifp.engine;

import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.process.LocalCallSite;
import io.cnifp.engine.process.ProcessExit;
import io.cnifp.engine.process.SignalTermination;
import io.cnifp.engine.process.Termination;
import io.cnifp.engine.protocol.Reply;
import io.cnifp.engine.statedir.PausedCalls;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The process of a call: the only class that uses the standard streams, the environment and the
 * exit status.
 *
 * <p>The launcher passes the name that the runtime called as the argument, and as system properties
 * {@code cnifp.home} (the installation) and {@code cnifp.self} (the launcher's path).
 */
public final class Main {
  /** The launcher's prefix of variables that would change the JVM; the delegate gets them. */
  private static final String KEPT = "CNI_FP_ENV_";

  /** Names a variable that the launcher has set and that was not set before. */
  private static final String UNSET = "CNI_FP_UNSET";

  private Main() {}

  /** Runs one call and ends the process; {@code --train DIR} runs the calls of a directory. */
  public static void main(String[] args) {
    // System.out would mangle what an empty locale cannot encode, so bytes are written.
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    OutputStream stderr = new FileOutputStream(FileDescriptor.err);
    // An extension may print, but standard output carries the reply alone.
    System.setOut(System.err);
    Termination termination = new SignalTermination();
    if (args.length == 2 && args[0].equals("--train")) {
      new Training(name -> engine(name, stderr, termination), environment()).run(Path.of(args[1]));
      return;
    }
    String name = args.length > 0 ? args[0] : "cni-bridge-fp";
    InputStream stdin = new FileInputStream(FileDescriptor.in);
    Reply reply = engine(name, stderr, termination).call(environment(), stdin);
    int status = new ProcessExit(stdout, stderr).apply(reply);
    // Not exit: there are no hooks to wait for.
    Runtime.getRuntime().halt(status);
  }

  private static Engine engine(String name, OutputStream stderr, Termination termination) {
    Optional<Path> home = property("cnifp.home");
    StateDirectory state = new StateDirectory(environment());
    Extensions extensions = new Extensions(home);
    return new Engine(
        new Installation(name, property("cnifp.self"), home),
        state,
        ProviderRegistry.actions(extensions),
        ProviderRegistry.delegates(extensions),
        new LocalCallSite(
            termination,
            new PausedCalls(state),
            stderr,
            () -> ThreadLocalRandom.current().nextLong()),
        termination,
        () -> ThreadLocalRandom.current().nextDouble(100));
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = System.getenv();
    Map<String, String> restored = null;
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (variable.getKey().startsWith(KEPT)) {
        restored = restored == null ? new HashMap<>(environment) : restored;
        restored.remove(variable.getKey());
        restored.put(variable.getKey().substring(KEPT.length()), variable.getValue());
      }
    }
    String unset = environment.get(UNSET);
    if (unset != null) {
      restored = restored == null ? new HashMap<>(environment) : restored;
      restored.remove(UNSET);
      restored.remove(unset);
    }
    return restored == null ? environment : restored;
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
