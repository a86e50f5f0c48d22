package io.sluice.bench;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that a Java program can do between OTLP/gRPC and Kafka: take the bytes, append them as one record, answer when Kafka has
 * answered. No validation, no batching, no limits. With the argument {@code plain} it parses and serialises the request in between with the
 * generated classes, as an ordinary program would.
 *
 * <p>Arguments: {@code null|plain PORT BROKERS USER PASSWORD}.
 */
public final class NullRelay {

    private static final int RECEIVE_BYTES = 256 * 1024;
    private static final int WINDOW_BYTES = 2 << 20;

    private NullRelay() {}

    public static void main(String[] args) throws Exception {
        boolean plain = args[0].equals("plain");
        UnaryOperator<byte[]> traces =
                plain ? bytes -> reserialize(TracesData.parser(), bytes) : UnaryOperator.identity();
        UnaryOperator<byte[]> logs = plain ? bytes -> reserialize(LogsData.parser(), bytes) : UnaryOperator.identity();
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                settings(args[2], args[3], args[4]), new ByteArraySerializer(), new ByteArraySerializer());
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1])))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(EpollServerSocketChannel.class)
                .directExecutor()
                .withChildOption(ChannelOption.SO_RCVBUF, RECEIVE_BYTES)
                .withChildOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(1024, 16 * 1024, RECEIVE_BYTES))
                .initialFlowControlWindow(WINDOW_BYTES)
                .maxInboundMessageSize(64 << 20)
                .addService(service("trace.v1.TraceService", "telemetry.traces", traces, producer))
                .addService(service("logs.v1.LogsService", "telemetry.logs", logs, producer))
                .build()
                .start();
        System.out.println("READY");
        server.awaitTermination();
    }

    private static Map<String, Object> settings(String brokers, String user, String password) {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", brokers),
                Map.entry("security.protocol", "SASL_PLAINTEXT"),
                Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
                Map.entry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";"),
                Map.entry("acks", "all"),
                Map.entry("compression.type", "lz4"),
                Map.entry("linger.ms", "5"),
                Map.entry("batch.size", Integer.toString(1 << 20)),
                Map.entry("max.request.size", "8000000"),
                Map.entry("buffer.memory", Integer.toString(64 << 20)),
                Map.entry("enable.metrics.push", "false"));
    }

    private static byte[] reserialize(Parser<? extends MessageLite> parser, byte[] request) {
        try {
            return parser.parseFrom(request).toByteArray();
        } catch (IOException e) {
            throw Status.INVALID_ARGUMENT.withCause(e).asRuntimeException();
        }
    }

    private static ServerServiceDefinition service(
            String name, String topic, UnaryOperator<byte[]> work, Producer<byte[], byte[]> producer) {
        String service = "opentelemetry.proto.collector." + name;
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(service + "/Export")
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(method, handler(topic, work, producer))
                .build();
    }

    private static ServerCallHandler<byte[], byte[]> handler(
            String topic, UnaryOperator<byte[]> work, Producer<byte[], byte[]> producer) {
        return (call, _) -> {
            call.request(2);
            return new ServerCall.Listener<>() {
                private byte[] message = {};

                @Override
                public void onMessage(byte[] received) {
                    message = received;
                }

                @Override
                public void onHalfClose() {
                    var _ = producer.send(new ProducerRecord<>(topic, work.apply(message)), (_, failure) -> {
                        if (failure == null) {
                            call.sendHeaders(new Metadata());
                            call.sendMessage(new byte[0]);
                            call.close(Status.OK, new Metadata());
                        } else {
                            call.close(Status.UNAVAILABLE.withDescription(failure.getMessage()), new Metadata());
                        }
                    });
                }
            };
        };
    }

    /** Messages as arrays, read in one piece of exactly their size. */
    static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new Known(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                byte[] bytes = new byte[stream.available()];
                int at = 0;
                while (at < bytes.length) {
                    int n = stream.read(bytes, at, bytes.length - at);
                    if (n < 0) {
                        throw new IOException("the message ends early");
                    }
                    at += n;
                }
                return bytes;
            } catch (IOException e) {
                throw Status.INTERNAL.withCause(e).asRuntimeException();
            }
        }
    };

    private static final class Known extends ByteArrayInputStream implements KnownLength {
        Known(byte[] bytes) {
            super(bytes);
        }
    }
}
