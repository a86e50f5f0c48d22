package io.sluice.processor.tailsampling;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.KeyValues;
import io.sluice.processor.SilentAck;
import io.sluice.testkit.TestContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
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

/**
 * What does a span cost from its arrival to the decision on its trace, in requests of 512 spans of about 515 bytes, five to a trace, at 45,000
 * spans a second of the benchmark's clock and a wait of 5 s, so that 225,000 spans are held? Policies are errors, slow traces and a route; of the
 * others, {@code kept} percent are kept. The baseline is {@link #copy}, which gives the request's spans other trace ids and copies them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TailSamplingBenchmark.SPANS)
public class TailSamplingBenchmark {

    static final int SPANS = 512;

    private static final int SPANS_OF_TRACE = 5;
    private static final Duration PACE = Duration.ofNanos(SPANS * 1_000_000_000L / 45_000);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Ordinary traces that are kept, in percent. */
    @Param({"0", "10"})
    int kept;

    private final TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("tail_sampling"));
    private final SplittableRandom ids = new SplittableRandom(1);
    private final byte[] target = new byte[1 << 20];
    private final int[] places = new int[SPANS];
    private byte[] request = {};
    private TailSamplingStage stage = stage();

    /** A configuration that says nothing beside these. */
    static TailSamplingConfig config(
            Duration wait, int traces, long bytes, List<PolicyConfig> policies, boolean logsFollow, long logBytes) {
        return new TailSamplingConfig(
                wait,
                Duration.ZERO,
                traces,
                bytes,
                0,
                policies,
                TailSamplingConfig.Mode.CONSISTENT,
                TailSamplingConfig.AckTime.ON_STORE,
                false,
                false,
                false,
                false,
                0,
                new TailSamplingConfig.DecisionCache(0, 0),
                TailSamplingConfig.Strategy.TRACE_COMPLETE,
                null,
                false,
                false,
                Duration.ofMinutes(1),
                0,
                logsFollow,
                new TailSamplingConfig.Logs(logBytes, TailSamplingConfig.Severity.ERROR, List.of()));
    }

    private TailSamplingStage stage() {
        TailSamplingConfig config = config(
                WAIT,
                2_000_000,
                1L << 30,
                List.of(
                        policy("err", PolicyConfig.Type.STATUS_CODE),
                        policy("slow", PolicyConfig.Type.LATENCY),
                        policy("route", PolicyConfig.Type.STRING_ATTRIBUTE),
                        policy("part", PolicyConfig.Type.PROBABILISTIC)),
                false,
                0);
        PolicySet policies = PolicySet.of(config);
        return new TailSamplingStage(
                config,
                policies,
                policies.buckets(context.clock().nanoTime()),
                context,
                batch -> batch.complete(Outcome.accepted()),
                new TailSamplingMetrics(context.meter(), context.id(), policies.policies()));
    }

    private PolicyConfig policy(String name, PolicyConfig.Type type) {
        return new PolicyConfig(
                name,
                type,
                type == PolicyConfig.Type.LATENCY ? new PolicyConfig.Latency(5000, 0) : null,
                null,
                type == PolicyConfig.Type.PROBABILISTIC ? new PolicyConfig.Probabilistic(kept, "") : null,
                type == PolicyConfig.Type.STATUS_CODE ? new PolicyConfig.StatusCode(List.of("ERROR")) : null,
                type == PolicyConfig.Type.STRING_ATTRIBUTE
                        ? new PolicyConfig.StringAttribute("http.route", List.of("/pay"), false, 0, false)
                        : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Makes the request, and fills the store. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        ScopeSpans.Builder spans = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib"));
        byte[][] traces = new byte[SPANS][16];
        for (int i = 0; i < SPANS; i++) {
            random.nextBytes(traces[i]);
            byte[] id = new byte[16];
            random.nextBytes(id);
            Span.Builder span = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(traces[i]))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setParentSpanId(ByteString.copyFrom(id, 8, 8))
                    .setName("GET /orders/{id}/items")
                    .setKindValue(2)
                    .setStartTimeUnixNano(1_700_000_000_000_000_000L)
                    .setEndTimeUnixNano(1_700_000_000_010_000_000L)
                    .setStatus(Status.newBuilder().setCodeValue(1));
            for (int j = 0; j < 9; j++) {
                span.addAttributes(
                        KeyValues.text("attribute.number." + j, "value-" + random.nextInt(1 << 30) + "-" + j));
            }
            span.addAttributes(KeyValues.text("http.route", "/orders/{id}"));
            spans.addSpans(span);
        }
        Resource.Builder resource = Resource.newBuilder();
        for (int i = 0; i < 6; i++) {
            resource.addAttributes(KeyValues.text("resource.attribute." + i, "some-value-" + i));
        }
        request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans))
                .build()
                .toByteArray();
        int at = 0;
        for (int i = 0; i < SPANS; i++) {
            while ((long) LONGS.get(request, at) != (long) LONGS.get(traces[i], 0)) {
                at++;
            }
            places[i] = at;
        }
        stage = stage();
        for (int i = 0; i < 1000; i++) {
            ingest();
        }
    }

    private void giveOtherIds() {
        long high = 0;
        long low = 0;
        for (int i = 0; i < SPANS; i++) {
            if (i % SPANS_OF_TRACE == 0) {
                high = ids.nextLong();
                low = ids.nextLong();
            }
            LONGS.set(request, places[i], high);
            LONGS.set(request, places[i] + Long.BYTES, low);
        }
    }

    @Benchmark
    public byte[] copy() {
        giveOtherIds();
        System.arraycopy(request, 0, target, 0, request.length);
        return target;
    }

    @Benchmark
    public void ingest() {
        giveOtherIds();
        stage.process(new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, SilentAck.INSTANCE));
        context.clock().advance(PACE);
    }
}
