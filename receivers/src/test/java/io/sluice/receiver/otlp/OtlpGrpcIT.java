package io.sluice.receiver.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.sluice.api.Batch;
import io.sluice.api.ComponentException;
import io.sluice.api.Outcome;
import io.sluice.api.Refusal;
import io.sluice.pdata.Signal;
import io.sluice.testkit.RecordingConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpGrpcIT {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final RecordingConsumer pipeline = RecordingConsumer.holding();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose.reversed()) {
            closeable.close();
        }
    }

    private Running start(OtlpGrpcConfig config) throws ComponentException {
        Running running = Running.start(Running.grpc(config), pipeline);
        toClose.add(running);
        return running;
    }

    private ManagedChannel channel(Running running) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", running.receiver.grpcPort())
                .usePlaintext()
                .build();
        toClose.add(channel::shutdownNow);
        return channel;
    }

    private static StatusRuntimeException failure(ListenableFuture<?> call) {
        Throwable thrown = catchThrowableOfType(Exception.class, () -> call.get(30, TimeUnit.SECONDS));
        assertThat(thrown).hasCauseInstanceOf(StatusRuntimeException.class);
        return (StatusRuntimeException) thrown.getCause();
    }

    @Test
    void answersWhenThePipelineHasTakenTheBytes() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ExportTraceServiceRequest request = Requests.spans(3);
        ListenableFuture<ExportTraceServiceResponse> call =
                TraceServiceGrpc.newFutureStub(channel(running)).export(request);

        Batch batch = pipeline.take();

        assertThat(batch.signal()).isEqualTo(Signal.TRACES);
        assertThat(batch.items()).isEqualTo(3);
        assertThat(batch.payload().toExactArray()).isEqualTo(request.toByteArray());
        assertThat(batch.context().peer()).startsWith("127.0.0.1:");
        assertThat(call.isDone()).isFalse();

        batch.complete(Outcome.accepted());

        assertThat(call.get(30, TimeUnit.SECONDS).hasPartialSuccess()).isFalse();
        assertThat(running.context.meter().value("receiver_accepted_spans", "receiver", "otlp", "transport", "grpc"))
                .isEqualTo(3);
    }

    @Test
    void tellsWhichItemsWereRejected() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ListenableFuture<ExportTraceServiceResponse> call =
                TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(3));

        pipeline.take().complete(new Outcome.PartiallyAccepted(2, null, "too large for the topic"));

        ExportTraceServiceResponse response = call.get(30, TimeUnit.SECONDS);
        assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
        assertThat(response.getPartialSuccess().getErrorMessage()).isEqualTo("too large for the topic");
    }

    @Test
    void takesAllCompressions() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ExportTraceServiceRequest request = Requests.spans(100);

        ListenableFuture<ExportTraceServiceResponse> call = TraceServiceGrpc.newFutureStub(channel(running))
                .withCompression("gzip")
                .export(request);

        Batch batch = pipeline.take();
        assertThat(batch.payload().toExactArray()).isEqualTo(request.toByteArray());
        batch.complete(Outcome.accepted());
        call.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anEmptyRequestIsASuccessThatNoPipelineSees() throws Exception {
        Running running = start(Running.grpcConfig(null));

        TraceServiceGrpc.newBlockingStub(channel(running)).export(ExportTraceServiceRequest.getDefaultInstance());

        assertThat(pipeline.size()).isZero();
    }

    @Test
    void aSignalWithoutPipelineIsUnimplemented() throws Exception {
        Running running = Running.start(Running.grpc(Running.grpcConfig(null)), pipeline, EnumSet.of(Signal.TRACES));
        toClose.add(running);

        assertThatThrownBy(() -> LogsServiceGrpc.newBlockingStub(channel(running))
                        .export(ExportLogsServiceRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
    }

    @Test
    void aRateLimitIsRetryableWithItsWait() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ListenableFuture<?> call =
                TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(1));

        pipeline.take()
                .complete(Outcome.refused(Refusal.RATE_LIMITED, TimeUnit.MILLISECONDS.toNanos(1500), "too much"));

        StatusRuntimeException failure = failure(call);
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(failure.getStatus().getDescription()).isEqualTo("too much");
        assertThat(failure.getTrailers().get(DETAILS)).isNotNull();
    }

    @Test
    void tooLargeIsForGood() throws Exception {
        Running running = start(Running.grpcConfig(null));

        StatusRuntimeException failure = failure(
                TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(1, "x".repeat(2 << 20))));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(failure.getTrailers().get(DETAILS)).isNull();
    }

    @Test
    void answersBeforeTheCallersDeadlineAndWithdraws() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ListenableFuture<?> call = TraceServiceGrpc.newFutureStub(channel(running))
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .export(Requests.spans(1));
        Batch batch = pipeline.take();
        assertThat(batch.isWithdrawn()).isFalse();
        assertThat(batch.ack().deadlineNanos() - System.nanoTime()).isLessThan(TimeUnit.SECONDS.toNanos(2));

        StatusRuntimeException failure = failure(call);

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(batch.isWithdrawn()).isTrue();
        batch.complete(Outcome.accepted());
    }

    @Test
    void theResultTimeoutBoundsCallersWithoutDeadline() throws Exception {
        Running running = start(Running.grpcConfig("127.0.0.1:0", null, 1, Duration.ofMillis(200), false));

        StatusRuntimeException failure =
                failure(TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(1)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        pipeline.take().complete(Outcome.accepted());
    }

    @Test
    void stopRefusesWhatIsStillUnderWay() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ListenableFuture<?> call =
                TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(1));
        Batch batch = pipeline.take();

        running.receiver.stop(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600));

        assertThat(failure(call).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(batch.isWithdrawn()).isTrue();
        batch.complete(Outcome.accepted());
    }

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        Running running = start(Running.grpcConfig(null));
        String taken = "127.0.0.1:" + running.receiver.grpcPort();

        assertThatThrownBy(() -> start(Running.grpcConfig(taken, null, 1, Duration.ofSeconds(8), false)))
                .isInstanceOf(ComponentException.class)
                .hasMessage("protocols::grpc::endpoint: " + taken
                        + " is taken by another process; stop that one or choose another port");
    }

    @Test
    void aThousandCallsAtOnceAreAllAnswered() throws Exception {
        Running running = start(Running.grpcConfig(null));
        TraceServiceGrpc.TraceServiceFutureStub stub = TraceServiceGrpc.newFutureStub(channel(running));
        List<ListenableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(stub.export(Requests.spans(2)));
        }
        for (int i = 0; i < 1000; i++) {
            pipeline.take().complete(Outcome.accepted());
        }
        for (ListenableFuture<?> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCancelledCallIsWithdrawn() throws Exception {
        Running running = start(Running.grpcConfig(null));
        ListenableFuture<?> call =
                TraceServiceGrpc.newFutureStub(channel(running)).export(Requests.spans(1));
        Batch batch = pipeline.take();

        call.cancel(true);

        Eventually.holds(batch::isWithdrawn);
        batch.complete(Outcome.refused(Refusal.DEADLINE, "gone"));
    }
}
