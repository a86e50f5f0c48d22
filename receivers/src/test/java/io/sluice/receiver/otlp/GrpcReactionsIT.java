package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.CallOptions;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.sluice.api.Batch;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.api.Rejection;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.testkit.RecordingConsumer;
import io.sluice.transport.EventLoops;
import io.sluice.transport.compression.Deflation;
import io.sluice.transport.compression.Encoding;
import io.sluice.transport.server.ReceiveBudget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers are told over gRPC: one row per outcome, and one per kind of bad request. */
class GrpcReactionsIT {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static final MethodDescriptor<byte[], byte[]> EXPORT = MethodDescriptor.newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
            .build();

    private final RecordingConsumer pipeline = RecordingConsumer.holding();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Running running = Running.start(Running.grpc(Running.grpcConfig(null)), pipeline);
        toClose.add(running);
        channel = channel(running.receiver.grpcPort());
    }

    private ManagedChannel channel(int port) {
        CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
        for (String name : List.of("gzip", "deflate", "zstd", "snappy", "br")) {
            compressors.register(new AsIs(name));
        }
        ManagedChannel opened = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .compressorRegistry(compressors)
                .build();
        toClose.add(opened::shutdownNow);
        return opened;
    }

    /** Names an encoding and leaves the bytes alone. */
    private record AsIs(String name) implements io.grpc.Compressor {
        @Override
        public String getMessageEncoding() {
            return name;
        }

        @Override
        public OutputStream compress(OutputStream out) {
            return out;
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private ListenableFuture<byte[]> send(byte[] request, String encoding) {
        CallOptions options = encoding.isEmpty() ? CallOptions.DEFAULT : CallOptions.DEFAULT.withCompression(encoding);
        return ClientCalls.futureUnaryCall(channel.newCall(EXPORT, options), request);
    }

    private static StatusRuntimeException failure(ListenableFuture<?> call) {
        Exception thrown = catchThrowableOfType(Exception.class, () -> call.get(30, TimeUnit.SECONDS));
        assertThat(thrown).hasCauseInstanceOf(StatusRuntimeException.class);
        return (StatusRuntimeException) thrown.getCause();
    }

    private static RetryInfo retryInfo(StatusRuntimeException failure) throws IOException {
        byte[] details = failure.getTrailers().get(DETAILS);
        if (details == null) {
            return null;
        }
        com.google.rpc.Status status = com.google.rpc.Status.parseFrom(details);
        assertThat(status.getCode()).isEqualTo(failure.getStatus().getCode().value());
        Any any = status.getDetails(0);
        return any.unpack(RetryInfo.class);
    }

    static Stream<Arguments> outcomes() {
        long wait = TimeUnit.MILLISECONDS.toNanos(2500);
        Stream.Builder<Arguments> rows = Stream.builder();
        for (Refusal reason : Refusal.values()) {
            Status.Code code =
                    reason == Refusal.RATE_LIMITED ? Status.Code.RESOURCE_EXHAUSTED : Status.Code.UNAVAILABLE;
            boolean pressure =
                    reason == Refusal.MEMORY || reason == Refusal.QUEUE_FULL || reason == Refusal.RATE_LIMITED;
            rows.add(Arguments.of(Outcome.refused(reason, "later"), code, pressure ? 1000L : -1L));
            rows.add(Arguments.of(Outcome.refused(reason, wait, "later"), code, 2500L));
        }
        for (Rejection reason : Rejection.values()) {
            Status.Code code = switch (reason) {
                case MALFORMED -> Status.Code.INVALID_ARGUMENT;
                case TOO_LARGE -> Status.Code.RESOURCE_EXHAUSTED;
                case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
                case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
                case UNSUPPORTED -> Status.Code.UNIMPLEMENTED;
                case BACKEND -> Status.Code.INTERNAL;
            };
            rows.add(Arguments.of(Outcome.rejected(reason, "no"), code, -1L));
        }
        return rows.build();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyOutcomeHasItsStatusAndHint(Outcome outcome, Status.Code code, long retryMillis) throws Exception {
        ListenableFuture<byte[]> call = send(Requests.spans(1).toByteArray(), "");
        pipeline.take().complete(outcome);

        StatusRuntimeException failure = failure(call);

        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        RetryInfo info = retryInfo(failure);
        if (retryMillis < 0) {
            assertThat(info).isNull();
        } else {
            assertThat(info.getRetryDelay().getSeconds() * 1000
                            + info.getRetryDelay().getNanos() / 1_000_000)
                    .isEqualTo(retryMillis);
        }
    }

    static Stream<Arguments> badRequests() {
        byte[] good = Requests.spans(2).toByteArray();
        byte[] bomb = compressed(Encoding.GZIP, new byte[64 << 20]);
        return Stream.of(
                Arguments.of("cut off", Arrays.copyOf(good, good.length - 1), "", Status.Code.INVALID_ARGUMENT),
                Arguments.of("noise", new byte[] {7, 7, 7}, "", Status.Code.INVALID_ARGUMENT),
                Arguments.of("too deep", deep(200), "", Status.Code.INVALID_ARGUMENT),
                Arguments.of("not what it claims", good, "gzip", Status.Code.INVALID_ARGUMENT),
                Arguments.of("a bomb", bomb, "gzip", Status.Code.RESOURCE_EXHAUSTED),
                Arguments.of("oversize", new byte[(1 << 20) + 1], "", Status.Code.RESOURCE_EXHAUSTED),
                Arguments.of("unknown encoding", good, "br", Status.Code.UNIMPLEMENTED),
                Arguments.of("marker without compression", new byte[] {1, 10, 0}, "", Status.Code.INVALID_ARGUMENT));
    }

    private static byte[] compressed(Encoding encoding, byte[] plain) {
        return Deflation.deflate(encoding, Deflation.DEFAULT_LEVEL, Payload.of(plain), BufferPool.UNPOOLED)
                .toExactArray();
    }

    /** Attribute values nested in arrays. */
    private static byte[] deep(int levels) {
        var value = io.opentelemetry.proto.common.v1.AnyValue.newBuilder().setStringValue("x");
        for (int i = 0; i < levels; i++) {
            value = io.opentelemetry.proto.common.v1.AnyValue.newBuilder()
                    .setArrayValue(io.opentelemetry.proto.common.v1.ArrayValue.newBuilder()
                            .addValues(value));
        }
        var request = Requests.spans(1).toBuilder();
        request.getResourceSpansBuilder(0)
                .getScopeSpansBuilder(0)
                .getSpansBuilder(0)
                .getAttributesBuilder(0)
                .setValue(value);
        return request.build().toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void badRequestsAreToldSoAndTheConnectionLives(String what, byte[] request, String encoding, Status.Code code)
            throws Exception {
        StatusRuntimeException failure = failure(send(request, encoding));

        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(retryInfo(failure)).isNull();
        assertThat(pipeline.size()).isZero();
        ListenableFuture<byte[]> next = send(Requests.spans(1).toByteArray(), "");
        pipeline.take().complete(Outcome.accepted());
        assertThat(next.get(30, TimeUnit.SECONDS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"GZIP", "ZLIB", "ZSTD"})
    void compressedRequestsReachThePipelinePlain(Encoding encoding) throws Exception {
        byte[] plain = Requests.spans(200).toByteArray();
        ListenableFuture<byte[]> call = send(compressed(encoding, plain), encoding.token());

        Batch batch = pipeline.take();

        assertThat(batch.payload().toExactArray()).isEqualTo(plain);
        batch.complete(Outcome.accepted());
        call.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatFindsNoRoomWhileItArrivesIsRefusedRetryablyAndTheRoomComesBack() throws Exception {
        ReceiveBudget budget = new ReceiveBudget(100_000);
        EventLoops loops = EventLoops.acquire();
        try (io.sluice.testkit.LiveContext context = new io.sluice.testkit.LiveContext(
                io.sluice.api.ComponentKind.RECEIVER, io.sluice.api.ComponentId.of("otlp"))) {
            GrpcListener listener = GrpcListener.start(context, Running.grpcConfig(null), _ -> pipeline, loops, budget);
            channel = channel(listener.port());

            StatusRuntimeException failure =
                    failure(send(Requests.spans(1, "x".repeat(800_000)).toByteArray(), ""));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(retryInfo(failure)).isNotNull();
            Eventually.holds(() -> budget.taken() == 0);
            ListenableFuture<byte[]> next = send(Requests.spans(1).toByteArray(), "");
            pipeline.take().complete(Outcome.accepted());
            next.get(30, TimeUnit.SECONDS);
            Eventually.holds(() -> budget.taken() == 0);
            listener.stop(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        } finally {
            loops.release();
        }
    }
}
