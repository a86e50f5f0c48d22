package io.sluice.pdata.view;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Signal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to read 512 spans of about 515 bytes and 10 attributes each through the views? The baselines are {@link #validate},
 * which looks at every byte once, and {@link #generatedClasses}, which decodes the same bytes. The views must allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ViewsBenchmark {

    private static final int SPANS = 512;
    private static final int ATTRIBUTES = 10;
    private static final int TEXT_BYTES = 16;

    private byte[] bytes = {};
    private final RequestView<SpanView> view = RequestView.traces();

    @Setup
    public void makeRequest() {
        Random random = new Random(1);
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            scope.addSpans(span(random));
        }
        bytes = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", random)))
                        .addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    private static Span.Builder span(Random random) {
        Span.Builder span = Span.newBuilder()
                .setTraceId(id(random, 16))
                .setSpanId(id(random, 8))
                .setParentSpanId(id(random, 8))
                .setName("GET /images/{image}")
                .setKindValue(2)
                .setStartTimeUnixNano(random.nextLong())
                .setEndTimeUnixNano(random.nextLong())
                .setStatus(Status.newBuilder().setCodeValue(random.nextInt(3)))
                .setFlags(1);
        for (int i = 0; i < ATTRIBUTES; i++) {
            span.addAttributes(attribute("http.attribute.n" + i, random));
        }
        return span;
    }

    private static ByteString id(Random random, int length) {
        byte[] id = new byte[length];
        random.nextBytes(id);
        return ByteString.copyFrom(id);
    }

    private static KeyValue attribute(String key, Random random) {
        AnyValue.Builder value = AnyValue.newBuilder();
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(
                        random.nextInt(4) == 0
                                ? value.setIntValue(random.nextInt(1000))
                                : value.setStringValue("x".repeat(1 + random.nextInt(2 * TEXT_BYTES))))
                .build();
    }

    /** Name, status, ids and every attribute's key. */
    @Benchmark
    public long spansAndKeys() throws MalformedException {
        return walk(false);
    }

    /** As {@link #spansAndKeys}, and every attribute's value. */
    @Benchmark
    public long spansKeysAndValues() throws MalformedException {
        return walk(true);
    }

    private long walk(boolean values) throws MalformedException {
        long sum = 0;
        view.reset(bytes, 0, bytes.length);
        ResourceItemsView<SpanView> resources = view.resources();
        while (resources.next()) {
            ScopeItemsView<SpanView> scopes = resources.scopes();
            while (scopes.next()) {
                SpanView spans = scopes.items();
                while (spans.next()) {
                    sum += of(spans) + attributes(spans.attributes(), values);
                }
            }
        }
        return sum;
    }

    private static long of(SpanView span) throws MalformedException {
        return span.name().length()
                + span.status().code()
                + (span.traceId().high() ^ span.traceId().low())
                + (span.spanId().low() ^ span.parentSpanId().low());
    }

    private static long attributes(AttributesView attributes, boolean values) throws MalformedException {
        long sum = 0;
        while (attributes.next()) {
            Slice key = attributes.key();
            sum += key.array()[key.offset()] + key.length();
            if (values) {
                AnyValueView value = attributes.value();
                sum += value.intValue() + value.stringValue().length();
            }
        }
        return sum;
    }

    @Benchmark
    public int validate() throws MalformedException {
        return OtlpBytes.validate(Signal.TRACES, bytes, 0, bytes.length);
    }

    @Benchmark
    public Object generatedClasses() throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(bytes);
    }
}
