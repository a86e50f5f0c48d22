package io.sluice.processor.redaction;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
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
import io.sluice.api.config.Secret;
import io.sluice.pdata.OtlpBytes;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.SilentAck;
import io.sluice.testkit.TestContext;
import java.util.List;
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

/**
 * What does {@code redaction} cost a span of 490 bytes with 15 attributes, with the three patterns for mail addresses, cards and phones? The
 * baselines are {@link #walk}, the same processor without patterns, and {@link #validate}, which reads every byte once. Of the spans,
 * {@code hits} percent hold a mail address.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RedactionBenchmark.SPANS)
public class RedactionBenchmark {

    static final int SPANS = 512;

    private static final String[][] ATTRIBUTES = {
        {"http.request.method", "GET"},
        {"url.path", "/orders/items"},
        {"http.route", "/orders/{id}"},
        {"server.address", "shop.internal"},
        {"net.protocol", "http/1.1"},
        {"client.address", "10.12.3.44"},
        {"user_agent", "okhttp/4.12.0"},
        {"thread.name", "worker-7"},
        {"enduser.id", "user-20931"},
        {"db.system", "postgresql"},
        {"db.name", "orders"},
        {"peer.service", "billing"},
        {"code.function", "findOrder"},
        {"region", "ap-northeast-1"},
        {"note", "-"},
    };

    /** Spans that hold something to mask, in percent. */
    @Param({"0", "2"})
    int hits;

    private final byte[] target = new byte[1 << 20];
    private final Ack ack = SilentAck.INSTANCE;
    private Payload payload = Payload.of(new byte[0]);
    private Stage masking = _ -> {};
    private Stage strict = _ -> {};
    private Stage walking = _ -> {};
    private long handedOn;

    /** Makes the request and the processors. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            Span.Builder span = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setName("GET /orders/{id}")
                    .setStartTimeUnixNano(random.nextLong())
                    .setEndTimeUnixNano(random.nextLong());
            for (String[] each : ATTRIBUTES) {
                boolean hit = each[0].equals("note") && random.nextInt(100) < hits;
                span.addAttributes(KeyValue.newBuilder()
                        .setKey(each[0])
                        .setValue(AnyValue.newBuilder().setStringValue(hit ? "mail to taro@example.com" : each[1])));
            }
            spans.addSpans(span);
        }
        payload = Payload.of(ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray());
        List<String> patterns = List.of(
                "[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}", "4[0-9]{12}(?:[0-9]{3})?", "\\d{3}-\\d{4}-\\d{4}");
        masking = stage(patterns, false);
        strict = stage(patterns, true);
        walking = stage(List.of(), false);
    }

    private Stage stage(List<String> patterns, boolean strictly) {
        TestContext context = new TestContext(ComponentKind.PROCESSOR, ComponentId.of("redaction"))
                .withBuffers(length -> Payload.of(target, 0, length));
        RedactionConfig config = new RedactionConfig(
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                patterns,
                List.of(),
                false,
                "",
                Secret.of(""),
                "",
                List.of(),
                strictly);
        return new RedactionProcessor(context, config).newStage(context, batch -> {
            handedOn += batch.payload().length();
            batch.complete(Outcome.accepted());
        });
    }

    private Batch batch() {
        return new Batch(Signal.TRACES, payload.share(), SPANS, RequestContext.NONE, ack);
    }

    @Benchmark
    public long mask() {
        masking.process(batch());
        return handedOn;
    }

    @Benchmark
    public long maskStrictly() {
        strict.process(batch());
        return handedOn;
    }

    @Benchmark
    public long walk() {
        walking.process(batch());
        return handedOn;
    }

    @Benchmark
    public int validate() throws Exception {
        return OtlpBytes.validate(Signal.TRACES, payload.array(), payload.offset(), payload.length());
    }
}
