package io.sluice.processor.pii.detect;

import static io.sluice.processor.KeyValues.number;
import static io.sluice.processor.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.view.AttributesView;
import io.sluice.pdata.view.RequestView;
import io.sluice.pdata.view.ResourceItemsView;
import io.sluice.pdata.view.ScopeItemsView;
import io.sluice.pdata.view.Slice;
import io.sluice.pdata.view.SpanView;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
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
 * What does the search for personal data cost a span of about 490 bytes, by how many of a hundred spans hold some? The baseline is {@link
 * #walk}, which only reads each attribute's key and value; {@link #triggers} asks of each value whether anything could be in it, {@link #scan}
 * searches those in which there could. {@link #logLine} searches a line of 250 bytes whatever the triggers say. Nothing is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextScannerBenchmark {

    private static final int SPANS = 512;
    private static final byte[] LINE =
            ("2026-11-26T17:04:12.123+09:00 INFO [http-nio-8080-exec-3] io.example.images.ImageService - stored image"
                + " 4f2a9c10-5b1e-4f0e-9a57-0c1d2e3f4a5b in bucket originals-ap-northeast-1, told 2 subscribers, took"
                + " 12 ms, queue depth 17, retries 0, status=200")
                    .getBytes(StandardCharsets.US_ASCII);

    /** Of a hundred spans, how many hold an address. */
    @Param({"0", "2", "100"})
    public int personal;

    private byte[] bytes = {};
    private final RequestView<SpanView> view = RequestView.traces();
    private final Triggers triggers = new Triggers(defaults());
    private final TextScanner scanner = new TextScanner(defaults());
    private final Hits hits = new Hits();
    private final MaskedTokens.Genuine genuine = (_, _, _) -> false;

    private static Set<Detector> defaults() {
        Set<Detector> set = EnumSet.allOf(Detector.class);
        set.removeIf(detector -> !detector.isOnByDefault());
        return set;
    }

    @Setup
    public void makeRequest() {
        Random random = new Random(7);
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            scope.addSpans(span(random, i % 100 < personal));
        }
        bytes = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    private static Span.Builder span(Random random, boolean holdsAddress) {
        return Span.newBuilder()
                .setTraceId(id(random, 16))
                .setSpanId(id(random, 8))
                .setParentSpanId(id(random, 8))
                .setName("POST /v1/images/{id}/features")
                .setKindValue(2)
                .setStartTimeUnixNano(1_790_000_000_000_000_000L)
                .setEndTimeUnixNano(1_790_000_000_012_000_000L)
                .addAttributes(text("http.request.method", "POST"))
                .addAttributes(
                        text("url.path", "/v1/images/" + (100_000_000 + random.nextInt(900_000_000)) + "/features"))
                .addAttributes(text("http.route", "/v1/images/{id}/features"))
                .addAttributes(number("http.response.status_code", 200))
                .addAttributes(text(
                        "client.address",
                        holdsAddress
                                ? "203.0.113." + (100 + random.nextInt(100))
                                : "client-" + random.nextInt(200) + ".internal"))
                .addAttributes(text("user_agent.original", "okhttp/4.12.0 (Linux; Android 14; Pixel 8)"))
                .addAttributes(text("enduser.id", "user-" + (1_000_000 + random.nextInt(9_000_000))))
                .addAttributes(text("thread.name", "http-nio-8080-exec-" + random.nextInt(10)))
                .addAttributes(text("server.address", "api.image-platform.example.internal"))
                .addAttributes(number("server.port", 8443));
    }

    private static ByteString id(Random random, int length) {
        byte[] id = new byte[length];
        random.nextBytes(id);
        return ByteString.copyFrom(id);
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public long walk() throws MalformedException {
        return walk(false, false);
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public long triggers() throws MalformedException {
        return walk(true, false);
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public long scan() throws MalformedException {
        return walk(true, true);
    }

    private long walk(boolean ask, boolean search) throws MalformedException {
        long sum = 0;
        view.reset(bytes, 0, bytes.length);
        ResourceItemsView<SpanView> resources = view.resources();
        while (resources.next()) {
            ScopeItemsView<SpanView> scopes = resources.scopes();
            while (scopes.next()) {
                SpanView spans = scopes.items();
                while (spans.next()) {
                    sum += attributes(spans.attributes(), ask, search);
                }
            }
        }
        return sum;
    }

    private long attributes(AttributesView attributes, boolean ask, boolean search) throws MalformedException {
        long sum = 0;
        while (attributes.next()) {
            Slice key = attributes.key();
            Slice value = attributes.value().stringValue();
            sum += key.length() + value.length();
            int from = value.offset();
            int end = from + value.length();
            if (ask && from < end && triggers.mayHold(bytes, from, end)) {
                sum++;
                if (search) {
                    scanner.scan(bytes, from, end, bytes, key.offset(), key.offset() + key.length(), genuine, hits);
                    sum += hits.size();
                }
            }
        }
        return sum;
    }

    @Benchmark
    public int logLine() {
        scanner.scan(LINE, 0, LINE.length, LINE, 0, 0, genuine, hits);
        return hits.size();
    }
}
