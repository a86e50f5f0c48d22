package io.sluice.bench;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.sluice.pdata.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;

/**
 * The backend of a relay as a program: takes OTLP/gRPC and remembers which items came. When its standard input ends it reads nothing more and
 * prints {@code MISSING n} for the requests that it was told of, then {@code ITEMS distinct=N total=N}.
 *
 * <p>Arguments: {@code PORT}. On standard input: {@code REQUESTS n ITEMS n}, then {@code UNACKNOWLEDGED n} lines.
 */
final class SinkMain {

    private SinkMain() {}

    public static void main(String[] args) throws Exception {
        ItemSet items = new ItemSet(Signal.TRACES);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(NullRelay.BYTES, NullRelay.BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
                .build();
        NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(EpollServerSocketChannel.class)
                .directExecutor()
                .initialFlowControlWindow(2 << 20)
                .maxInboundMessageSize(64 << 20)
                .addService(ServerServiceDefinition.builder("opentelemetry.proto.collector.trace.v1.TraceService")
                        .addMethod(method, (call, _) -> {
                            call.request(2);
                            return new Taking(call, items);
                        })
                        .build())
                .build()
                .start();
        System.out.println("READY");
        report(items);
        System.exit(0);
    }

    private static final class Taking extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final ItemSet items;
        private byte[] message = {};

        Taking(ServerCall<byte[], byte[]> call, ItemSet items) {
            this.call = call;
            this.items = items;
        }

        @Override
        public void onMessage(byte[] received) {
            message = received;
        }

        @Override
        public void onHalfClose() {
            synchronized (items) {
                items.add(message);
            }
            call.sendHeaders(new Metadata());
            call.sendMessage(new byte[0]);
            call.close(Status.OK, new Metadata());
        }
    }

    private static void report(ItemSet items) throws IOException {
        long requests = 0;
        int perRequest = 0;
        BitSet unacknowledged = new BitSet();
        for (String line : new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("REQUESTS")) {
                requests = Long.parseLong(words[1]);
                perRequest = Integer.parseInt(words[3]);
            } else {
                unacknowledged.set(Integer.parseInt(words[1]));
            }
        }
        synchronized (items) {
            System.out.println("MISSING " + items.missing(requests, perRequest, unacknowledged));
            System.out.println("ITEMS distinct=" + items.distinct() + " total=" + items.total());
        }
    }
}
