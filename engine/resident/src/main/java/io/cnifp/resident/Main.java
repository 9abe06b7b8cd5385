package io.cnifp.resident;

import io.cnifp.api.CniException;
import io.cnifp.engine.Engine;
import io.cnifp.engine.Installation;
import io.cnifp.engine.binding.ProviderRegistry;
import io.cnifp.engine.extension.Extensions;
import io.cnifp.engine.posix.Posix;
import io.cnifp.engine.process.LauncherEnvironment;
import io.cnifp.engine.statedir.StateDirectory;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The process of the server: {@code cni-fp engine run}. The launcher passes the installation as
 * {@code cnifp.home}.
 *
 * <p>It is the only class here that uses the standard streams, the environment and the exit status.
 */
public final class Main {
  private Main() {}

  /** Serves until SIGTERM or {@code cni-fp engine stop}. */
  public static void main(String[] args) {
    System.setOut(System.err);
    Map<String, String> environment = LauncherEnvironment.of(System.getenv()).given();
    int status;
    try {
      if (args.length > 0 && args[0].equals("--train")) {
        warmUp(home(), Identity.ofThisProcess());
      } else {
        serve(environment);
      }
      status = 0;
    } catch (CniException e) {
      System.err.println("cni-fp: " + e.error().message());
      status = 1;
    } catch (IOException e) {
      System.err.println("cni-fp: the engine cannot listen: " + e.getMessage());
      status = 1;
    } catch (InterruptedException e) {
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  private static void serve(Map<String, String> environment)
      throws IOException, InterruptedException {
    Optional<Path> home = home();
    String build = EngineSocket.build(home.get());
    Identity identity = Identity.ofThisProcess();
    Path directory = new StateDirectory(environment).resolve("engine");
    warmUp(home, identity);
    EngineServer server = server(directory, build, home, environment, identity);
    Thread serving = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                // The thread that serves halts the process.
                server.stop();
                serving.join();
              } catch (IOException | InterruptedException e) {
                // The process ends whatever happens.
              }
            }));
    server.run(
        () -> System.err.println("cni-fp: the engine " + build + " listens in " + directory));
  }

  private static Optional<Path> home() throws IOException {
    return Optional.of(Path.of(System.getProperty("cnifp.home", "")).toRealPath());
  }

  private static void warmUp(Optional<Path> home, Identity identity)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("cni-fp-engine");
    try {
      Path sockets = Files.createDirectory(directory.resolve("sockets"));
      Files.createDirectory(directory.resolve("state"));
      WarmUp warmUp = new WarmUp(directory, identity);
      EngineServer server = server(sockets, "warm", home, warmUp.environment(), identity);
      server.runWhile(() -> warmUp.call(sockets.resolve("warm")));
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Optional<Posix> posix(Path home) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Posix.of(home, Charset.forName(encoding));
  }

  private static EngineServer server(
      Path directory,
      String build,
      Optional<Path> home,
      Map<String, String> environment,
      Identity identity) {
    InstantSource clock = InstantSource.system();
    Extensions extensions = new Extensions(home);
    Installation installation =
        new Installation("cni-bridge-fp", Optional.empty(), home, home.flatMap(Main::posix));
    Engine engine =
        new Engine(
            installation,
            new StateDirectory(environment),
            ProviderRegistry.actions(extensions),
            ProviderRegistry.delegates(extensions),
            new RemoteCallSite("", clock),
            () -> ThreadLocalRandom.current().nextDouble(100),
            clock);
    return new EngineServer(
        directory,
        build,
        new LauncherEngines(engine, installation),
        environment.getOrDefault("CNI_FP_STATE_DIR", ""),
        identity,
        clock,
        () -> Runtime.getRuntime().halt(1));
  }
}
