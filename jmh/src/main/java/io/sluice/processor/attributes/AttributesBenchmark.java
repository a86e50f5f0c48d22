package io.sluice.processor.attributes;

import static io.sluice.processor.KeyValues.number;
import static io.sluice.processor.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
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
import io.sluice.processor.attributes.ActionConfig.Action;
import io.sluice.testkit.TestContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What do three actions cost a span of about 490 bytes with 15 attributes, in a request of 512: to hash one, delete one, insert one? {@link
 * #copy} is the copy that an edit cannot do without, {@link #hash} the hash, {@link #update} of an attribute that is not there the walk
 * alone, whose result is the same payload. Nothing is allocated for a span.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(AttributesBenchmark.SPANS)
public class AttributesBenchmark {

    static final int SPANS = 512;

    private final Ack ack = SilentAck.INSTANCE;
    private byte[] request = {};
    private byte[] target = {};
    private final MessageDigest sha256;
    private final byte[] user = "user-20931".getBytes(StandardCharsets.UTF_8);
    private final byte[] digest = new byte[32];
    private @Nullable Stage three;
    private @Nullable Stage hashes;
    private @Nullable Stage deletes;
    private @Nullable Stage inserts;
    private @Nullable Stage updates;

    public AttributesBenchmark() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ActionConfig action(Action action, String key, @Nullable String value) {
        return new ActionConfig(key, action, value, "", "", null, "", null);
    }

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
                    .setFlags(257));
        }
        request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "images")))
                        .addScopeSpans(spans))
                .build()
                .toByteArray();
        target = new byte[request.length * 2];
        ActionConfig hash = action(Action.HASH, "enduser.id", null);
        ActionConfig delete = action(Action.DELETE, "thread.name", null);
        ActionConfig insert = action(Action.INSERT, "env", "prod");
        three = stage(hash, delete, insert);
        hashes = stage(hash);
        deletes = stage(delete);
        inserts = stage(insert);
        updates = stage(action(Action.UPDATE, "env", "prod"));
    }

    private Stage stage(ActionConfig... actions) {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("attributes"));
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
        return new AttributesProcessor(context, new AttributesConfig(null, null, List.of(actions)), Signal.TRACES)
                .newStage(withPool, batch -> batch.complete(Outcome.accepted()));
    }

    private Batch run(@Nullable Stage stage) {
        Batch batch = new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, ack);
        Objects.requireNonNull(stage).process(batch);
        return batch;
    }

    @Benchmark
    public Batch threeActions() {
        return run(three);
    }

    @Benchmark
    public Batch hashAction() {
        return run(hashes);
    }

    @Benchmark
    public Batch delete() {
        return run(deletes);
    }

    @Benchmark
    public Batch insert() {
        return run(inserts);
    }

    @Benchmark
    public Batch update() {
        return run(updates);
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(request, 0, target, 0, request.length);
        return target;
    }

    @Benchmark
    public byte[] hash() throws DigestException {
        for (int i = 0; i < SPANS; i++) {
            sha256.update(user);
            sha256.digest(digest, 0, digest.length);
        }
        return digest;
    }
}
