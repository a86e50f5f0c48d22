package io.sluice.engine;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.api.Batch;
import io.sluice.api.Clock;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.telemetry.Meter;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.KeyValues;
import io.sluice.processor.SilentAck;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.slf4j.helpers.NOPLogger;

/**
 * What does a span cost when the door divides its request among workers by trace id, up to the answer? Requests have 512 spans of about 490
 * bytes, two of each trace, under one resource; consumers accept, and one thread cranks all workers, so that no wake-up is measured. The
 * baseline is one worker, for which nothing is divided.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TraceDispatchBenchmark.SPANS)
public class TraceDispatchBenchmark {

    static final int SPANS = 512;

    private static final int SPANS_OF_TRACE = 2;
    private static final int RING = 64;
    private static final long POOLED_BYTES = 64L << 20;

    @Param({"1", "2", "4"})
    int workers;

    private final RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER, Clock.SYSTEM);
    private final Payload request = Payload.of(request());
    private PipelineWorker[] all = {};
    private PipelineDoor door = door(all);

    private static byte[] request() {
        Random random = new Random(1);
        ScopeSpans.Builder spans = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib"));
        byte[] trace = new byte[16];
        byte[] id = new byte[16];
        for (int i = 0; i < SPANS; i++) {
            if (i % SPANS_OF_TRACE == 0) {
                random.nextBytes(trace);
            }
            random.nextBytes(id);
            Span.Builder span = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(trace))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setParentSpanId(ByteString.copyFrom(id, 8, 8))
                    .setName("GET /orders/{id}/items");
            for (int j = 0; j < 10; j++) {
                span.addAttributes(KeyValues.text("attribute.number." + j, "value-" + random.nextInt(1 << 20)));
            }
            spans.addSpans(span);
        }
        Resource.Builder resource = Resource.newBuilder();
        for (int i = 0; i < 6; i++) {
            resource.addAttributes(KeyValues.text("resource.attribute." + i, "some-value-" + i));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans))
                .build()
                .toByteArray();
    }

    private PipelineDoor door(PipelineWorker[] to) {
        Dispatch dispatch = to.length > 1
                ? new TraceDispatch(Signal.TRACES, to, new ClassedBufferPool(POOLED_BYTES), log)
                : Dispatch.inTurn(to);
        return new PipelineDoor(
                new PipelineAccount(
                        new PipelineId(Signal.TRACES, ""),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        new CustodyLedger(),
                        Meter.NOOP),
                new Processor.Gate[0],
                dispatch,
                log);
    }

    @Setup
    public void install() {
        all = new PipelineWorker[workers];
        for (int i = 0; i < workers; i++) {
            all[i] = new PipelineWorker("worker-jmh-" + i, RING, Clock.SYSTEM, log);
            all[i].install(
                    new Hop("exporter jmh", batch -> batch.complete(Outcome.accepted()), new Hop.Hand(), log, _ -> {}),
                    new Stage[0]);
        }
        door = door(all);
    }

    @Benchmark
    public void consume() {
        door.consume(new Batch(Signal.TRACES, request.share(), SPANS, RequestContext.NONE, SilentAck.INSTANCE));
        for (PipelineWorker worker : all) {
            worker.doWork();
        }
    }
}
