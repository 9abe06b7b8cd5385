package io.cnifp.acceptance.e2e;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of the Container Runtime Interface (runtime.v1) that these tests make, as kubelet makes
 * them: gRPC over a Unix socket. Field numbers are those of {@code
 * cri-api/pkg/apis/runtime/v1/api.proto}.
 *
 * <p>A call that the runtime refuses throws {@link io.grpc.StatusRuntimeException}.
 */
final class CriClient implements AutoCloseable {
  private static final long LIMIT_SECONDS = 90;
  private static final Pattern NETWORK_NAMESPACE =
      Pattern.compile("\"type\":\"network\",\"path\":\"([^\"]+)\"");

  /** The runtime's view of a pod sandbox. */
  record Sandbox(String id, String podName, boolean ready) {}

  /** What a pod has of the network. */
  record Network(String address, String namespacePath) {}

  static {
    // Java's own Unix sockets will do. Loading Netty's native library makes the JVM warn.
    System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
  }

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ManagedChannel channel;

  CriClient(Path socket) {
    channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .overrideAuthority("localhost")
            // A Unix socket knows no such option; left in, Netty warns about it.
            .withOption(ChannelOption.SO_KEEPALIVE, null)
            .channelType(NioDomainSocketChannel.class)
            .eventLoopGroup(loop)
            .usePlaintext()
            .build();
  }

  /** Asks for a pod; returns its sandbox's id. */
  String run(Pod pod) {
    return runtime("RunPodSandbox", new ProtoMessage().with(1, pod.toProto())).text(1);
  }

  void stop(String sandboxId) {
    var _ = runtime("StopPodSandbox", new ProtoMessage().with(1, sandboxId));
  }

  void remove(String sandboxId) {
    var _ = runtime("RemovePodSandbox", new ProtoMessage().with(1, sandboxId));
  }

  List<Sandbox> list() {
    return runtime("ListPodSandbox", new ProtoMessage()).messages(1).stream()
        .map(item ->
            new Sandbox(item.text(1), item.message(2).orElseThrow().text(1), item.number(3) == 0))
        .toList();
  }

  Network network(String sandboxId) {
    var response = runtime("PodSandboxStatus", new ProtoMessage().with(1, sandboxId).with(2, true));
    String info = response.message(2).orElseThrow().text(2);
    Matcher namespace = NETWORK_NAMESPACE.matcher(info);
    if (!namespace.find()) {
      throw new AssertionError("no network namespace in " + info);
    }
    Optional<ProtoMessage> network = response.message(1).orElseThrow().message(5);
    return new Network(network.orElseThrow().text(1), namespace.group(1));
  }

  /** Whether the runtime says that it and its network are ready. */
  boolean isReady() {
    return runtime("Status", new ProtoMessage()).message(1).orElseThrow().messages(1).stream()
        .allMatch(condition -> condition.number(2) == 1);
  }

  boolean hasImage(String name) {
    var image = new ProtoMessage().with(1, name);
    return call("runtime.v1.ImageService", "ImageStatus", new ProtoMessage().with(1, image))
        .message(1)
        .isPresent();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private ProtoMessage runtime(String method, ProtoMessage request) {
    return call("runtime.v1.RuntimeService", method, request);
  }

  private ProtoMessage call(String service, String method, ProtoMessage request) {
    var descriptor =
        MethodDescriptor.<ProtoMessage, ProtoMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
            .setRequestMarshaller(new ProtoMarshaller())
            .setResponseMarshaller(new ProtoMarshaller())
            .build();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, descriptor, options, request);
  }

  private static final class ProtoMarshaller implements MethodDescriptor.Marshaller<ProtoMessage> {
    @Override
    public InputStream stream(ProtoMessage message) {
      return new ByteArrayInputStream(message.toByteArray());
    }

    @Override
    public ProtoMessage parse(InputStream stream) {
      try {
        return ProtoMessage.parse(stream.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
