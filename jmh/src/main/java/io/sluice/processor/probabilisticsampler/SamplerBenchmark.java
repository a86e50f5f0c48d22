package io.sluice.processor.probabilisticsampler;

import static io.sluice.processor.KeyValues.number;
import static io.sluice.processor.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.Ack;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.api.StageContext;
import io.sluice.pdata.BufferPool;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.SilentAck;
import io.sluice.processor.probabilisticsampler.ProbabilisticSamplerConfig.AttributeSource;
import io.sluice.testkit.TestContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * What does a decision cost a span of about 490 bytes with 15 attributes, in a request of 512? At 10 % nine of ten are dropped after one walk
 * over their fields; at 100 % each gets a tracestate and is written anew. {@link #keep} asks each for its status and an attribute as well.
 * {@link #copy} of the whole request is what to compare with. Nothing is allocated for a span.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SamplerBenchmark.SPANS)
public class SamplerBenchmark {

    static final int SPANS = 512;

    /** How many of 100 spans are kept. */
    @Param({"0.01", "10", "100"})
    public double percentage;

    private final Ack ack = SilentAck.INSTANCE;
    private byte[] request = {};
    private byte[] target = {};
    private @Nullable Stage hashing;
    private @Nullable Stage equalizing;
    private @Nullable Stage keeping;

    /** Makes the request and the stages. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            spans.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setParentSpanId(ByteString.copyFrom(id, 8, 8))
                    .setName("GET /api/images/{id}")
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setStartTimeUnixNano(random.nextLong())
                    .setEndTimeUnixNano(random.nextLong())
                    .addAttributes(text("http.request.method", "GET"))
                    .addAttributes(text("http.route", "/api/images/{id}"))
                    .addAttributes(text("url.path", "/api/images/" + random.nextInt(100_000)))
                    .addAttributes(text("url.scheme", "https"))
                    .addAttributes(number("http.response.status_code", 200))
                    .addAttributes(text("server.address", "images.example.com"))
                    .addAttributes(number("server.port", 443))
                    .addAttributes(text("client.address", "198.51.100." + random.nextInt(256)))
                    .addAttributes(text("network.protocol.version", "1.1"))
                    .addAttributes(text("enduser.id", "user-" + (10_000 + random.nextInt(90_000))))
                    .addAttributes(number("thread.id", random.nextInt(200)))
                    .addAttributes(text("thread.name", "http-nio-8080-exec-" + random.nextInt(99)))
                    .addAttributes(text("code.function", "getImage"))
                    .addAttributes(number("cache.hit", 1))
                    .addAttributes(number("image.bytes", random.nextInt(1_000_000)))
                    .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK))
                    .setFlags(257));
        }
        request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "images")))
                        .addScopeSpans(spans))
                .build()
                .toByteArray();
        target = new byte[request.length * 2];
        hashing = stage(ProbabilisticSamplerConfig.Mode.HASH_SEED, List.of());
        equalizing = stage(ProbabilisticSamplerConfig.Mode.EQUALIZING, List.of());
        keeping = stage(
                ProbabilisticSamplerConfig.Mode.EQUALIZING,
                List.of(
                        new KeepConfig(KeepConfig.Status.ERROR, null, null, "", List.of(), ""),
                        new KeepConfig(null, null, null, "http.route", List.of("/checkout", "/orders/{id}"), "")));
    }

    private Stage stage(ProbabilisticSamplerConfig.Mode mode, List<KeepConfig> keep) {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("probabilistic_sampler"));
        BufferPool pool = length -> Payload.of(target, 0, length);
        StageContext withPool = (StageContext) Proxy.newProxyInstance(
                StageContext.class.getClassLoader(), new Class<?>[] {StageContext.class}, (_, method, arguments) -> {
                    if (method.getName().equals("buffers")) {
                        return pool;
                    }
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        ProbabilisticSamplerConfig config =
                new ProbabilisticSamplerConfig(percentage, mode, 0, true, 4, AttributeSource.TRACE_ID, "", "", keep);
        return new ProbabilisticSamplerProcessor(context, config, Signal.TRACES)
                .newStage(withPool, batch -> batch.complete(Outcome.accepted()));
    }

    private Batch run(@Nullable Stage stage) {
        Batch batch = new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, ack);
        Objects.requireNonNull(stage).process(batch);
        return batch;
    }

    @Benchmark
    public Batch hashSeed() {
        return run(hashing);
    }

    @Benchmark
    public Batch equalizing() {
        return run(equalizing);
    }

    @Benchmark
    public Batch keep() {
        return run(keeping);
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(request, 0, target, 0, request.length);
        return target;
    }
}
