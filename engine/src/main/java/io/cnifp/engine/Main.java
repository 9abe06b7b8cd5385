package io.cnifp.engine;

import io.cnifp.api.CniResponse;
import io.cnifp.engine.file.StateFolder;
import io.cnifp.engine.protocol.ResponseWriter;
import io.cnifp.engine.provider.Providers;
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
 * The process: the only place that touches the standard streams, the environment, signals and the
 * exit status.
 *
 * <p>The launcher passes the name that was called as the argument, and as system properties {@code
 * cnifp.home} (the installation) and {@code cnifp.self} (the launcher's path).
 */
public final class Main {
  /**
   * What the launcher prefixes to variables that would change the JVM, so that the delegate can
   * have them all the same.
   */
  private static final String KEPT = "CNI_FP_ENV_";

  /** Names a variable that the launcher has set and that wasn't set before. */
  private static final String UNSET = "CNI_FP_UNSET";

  private Main() {}

  /** Runs one call and ends the process; {@code --train DIR} runs the calls in a folder instead. */
  public static void main(String[] args) {
    // Bytes are written, not text: System.out mangles what an empty locale can't encode.
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    OutputStream stderr = new FileOutputStream(FileDescriptor.err);
    // A plugin may print: to standard output goes nothing but the answer.
    System.setOut(System.err);
    ProcessTermination termination = new ProcessTermination();
    if (args.length == 2 && args[0].equals("--train")) {
      new Training(name -> plugin(name, stderr, termination), environment()).run(Path.of(args[1]));
      return;
    }
    String name = args.length > 0 ? args[0] : "cni-bridge-fp";
    InputStream stdin = new FileInputStream(FileDescriptor.in);
    CniPlugin.Reply reply = plugin(name, stderr, termination).call(environment(), stdin);
    end(reply, stdout, stderr);
  }

  private static CniPlugin plugin(String name, OutputStream stderr, Termination termination) {
    Installation installation =
        new Installation(name, property("cnifp.self"), property("cnifp.home"), stderr);
    return new CniPlugin(
        installation,
        termination,
        new StateFolder(environment()),
        Providers.actions(),
        Providers.delegates(),
        () -> ThreadLocalRandom.current().nextDouble(100));
  }

  private static void end(CniPlugin.Reply reply, OutputStream stdout, OutputStream stderr) {
    int status = 1;
    try {
      status = ResponseWriter.write(reply.response(), reply.cniVersion(), stdout, stderr);
    } catch (IOException e) {
      // Nobody reads the answer any more; the exit status is all that is left to say.
    }
    carryOut(reply.response());
    // Not exit: there are no hooks to wait for.
    Runtime.getRuntime().halt(status);
  }

  /** Does what a response says beyond bytes and an exit status; doesn't return if it says that. */
  static void carryOut(CniResponse response) {
    if (response instanceof CniResponse.Signal signal) {
      Death.by(signal.name());
    } else if (response instanceof CniResponse.Hang) {
      ProcessTermination.hang();
    }
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
