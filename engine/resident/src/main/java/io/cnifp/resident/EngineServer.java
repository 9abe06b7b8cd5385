package io.cnifp.resident;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.engine.handover.CallRecordText;
import io.cnifp.engine.handover.Fields;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Accepts launchers on a socket and serves each on a thread of its own.
 *
 * <p>A lock that is held for as long as the server lives says who may replace the socket: an
 * attempt to connect could not tell a server that is busy from one that is gone.
 */
final class EngineServer {
  /** Engines recurse as deep as a configuration is nested. */
  private static final int STACK_BYTES = 8 * 1024 * 1024;

  /** A launcher closes the connection itself when an act takes longer than a second. */
  private static final int LONGEST_SECONDS = 30;

  private static final int DRAIN_SECONDS = 20;
  private static final int BACKLOG = 1024;

  private final Path directory;
  private final String build;
  private final LauncherEngines engines;
  private final String stateDirectory;
  private final Identity identity;
  private final InstantSource clock;
  private final Runnable withoutMemory;
  private final ServerStatistics statistics;
  private final ExecutorService threads;
  private final ScheduledExecutorService limits;
  private volatile @Nullable ServerSocketChannel running;

  /**
   * Creates a server; nothing is opened yet.
   *
   * @param directory the directory of the sockets, which belongs to this user alone
   * @param build the build of the image, the socket's name
   * @param engines the engines of launchers
   * @param stateDirectory what a call must say in CNI_FP_STATE_DIR; empty if nothing
   * @param identity the identity of this process
   * @param clock the time
   * @param withoutMemory ends the process: a thread may have lost memory in the middle of anything
   */
  EngineServer(
      Path directory,
      String build,
      LauncherEngines engines,
      String stateDirectory,
      Identity identity,
      InstantSource clock,
      Runnable withoutMemory) {
    this.directory = directory;
    this.build = build;
    this.engines = engines;
    this.stateDirectory = stateDirectory;
    this.identity = identity;
    this.clock = clock;
    this.withoutMemory = withoutMemory;
    this.statistics = new ServerStatistics(build, clock.instant());
    this.threads =
        Executors.newCachedThreadPool(work -> {
          Thread thread = new Thread(null, work, "call", STACK_BYTES, false);
          thread.setDaemon(true);
          return thread;
        });
    this.limits =
        Executors.newSingleThreadScheduledExecutor(work -> {
          Thread thread = new Thread(work, "limits");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** What uses a server that listens. */
  @FunctionalInterface
  interface Use {
    void run() throws IOException;
  }

  /**
   * Serves until {@code cni-fp engine stop} or the end of the process.
   *
   * @param listening runs when launchers can connect
   * @throws IOException if it cannot listen
   * @throws CniException with code 11 if another server of this build runs
   */
  void run(Runnable listening) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    try (FileChannel lock =
        FileChannel.open(
            directory.resolve(build + ".lock"),
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      if (lock.tryLock() == null) {
        throw new CniException(
            CniError.TRY_AGAIN_LATER,
            "an engine of this build runs already, see cni-fp engine status");
      }
      Path socket = directory.resolve(build);
      Files.deleteIfExists(socket);
      try (ServerSocketChannel server = listen(socket)) {
        running = server;
        listening.run();
        accept(server);
      } finally {
        Files.deleteIfExists(socket);
      }
      drain();
    }
  }

  /** Serves while something uses the server. */
  void runWhile(Use use) throws IOException, InterruptedException {
    Path socket = directory.resolve(build);
    try (ServerSocketChannel server = listen(socket)) {
      threads.execute(() -> {
        try {
          accept(server);
        } catch (IOException e) {
          statistics.broken();
        }
      });
      use.run();
    }
    drain();
  }

  /** Ends the server after it has answered the calls that have begun; may be called at any time. */
  void stop() throws IOException {
    ServerSocketChannel server = running;
    if (server != null) {
      server.close();
    }
  }

  private static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return server;
  }

  private void drain() throws InterruptedException {
    threads.shutdown();
    var _ = threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    limits.shutdown();
  }

  private void accept(ServerSocketChannel server) throws IOException {
    String owner = Files.getOwner(directory).getName();
    while (true) {
      SocketChannel channel;
      try {
        channel = server.accept();
      } catch (ClosedChannelException e) {
        return;
      }
      threads.execute(() -> serve(channel, owner));
    }
  }

  private void serve(SocketChannel channel, String owner) {
    ScheduledFuture<?> limit =
        limits.schedule(() -> close(channel), LONGEST_SECONDS, TimeUnit.SECONDS);
    try (channel) {
      String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      if (peer.equals(owner)) {
        answer(channel);
      }
    } catch (IOException | CniException e) {
      statistics.broken();
    } catch (OutOfMemoryError e) {
      withoutMemory.run();
    } finally {
      limit.cancel(false);
    }
  }

  private void answer(SocketChannel channel) throws IOException {
    Frame frame = Frame.read(channel);
    switch (frame.letter()) {
      case 'Q' -> call(channel, new CallRequest(frame.fields()));
      case 'I' -> new Frame('T', Fields.of(Fields.field(statistics.text()))).write(channel);
      case 'X' -> {
        new Frame('T', Fields.of(Fields.field("stopping"))).write(channel);
        stop();
      }
      default -> throw new IOException("a frame " + frame.letter());
    }
  }

  private void call(SocketChannel channel, CallRequest request) throws IOException {
    String reason = reasonAgainst(request);
    if (reason.isEmpty()) {
      new Connection(channel, request, engines.of(request), clock, statistics).serve();
      return;
    }
    statistics.leftToLauncher(reason);
    byte[] record = CallRecordText.write(request.record());
    new Frame('Y', Fields.of(Fields.field(reason), record)).write(channel);
  }

  /** Returns why the server cannot stand for the launcher's process; empty if it can. */
  private String reasonAgainst(CallRequest request) {
    if (!request.identity().equals(identity)) {
      return "other namespaces, root, ids or capabilities";
    }
    if (request.namesOwnFiles()) {
      return "files of its own process";
    }
    if (!request.environment().getOrDefault("CNI_FP_STATE_DIR", "").equals(stateDirectory)) {
      return "another state directory";
    }
    return "";
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed.
    }
  }
}
