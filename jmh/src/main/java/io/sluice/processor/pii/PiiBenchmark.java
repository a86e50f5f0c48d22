package io.sluice.processor.pii;

import static io.sluice.processor.KeyValues.number;
import static io.sluice.processor.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.api.Batch;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.api.Outcome;
import io.sluice.api.PipelineId;
import io.sluice.api.Processor;
import io.sluice.api.RequestContext;
import io.sluice.api.Stage;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.SilentAck;
import io.sluice.processor.pii.action.Action;
import io.sluice.processor.pii.detect.Confidence;
import io.sluice.testkit.TestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * What does the default {@code pii} cost a span of about 490 bytes with ten attributes, by the share of spans that hold an address? The
 * figure is of one span; a request has 512, and identifiers differ in all of 64 requests. The baseline is a share of 0, where the same bytes are handed on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PiiBenchmark {

    private static final int SPANS = 512;

    /** So many that no identifier is still remembered when it comes again. */
    private static final int REQUESTS = 64;

    @Param({"0", "0.02", "1"})
    private double personalShare;

    private final Stage stage = ((Processor.Staged)
                    new PiiFactory().create(context(), defaults(), new PipelineId(Signal.TRACES, "")))
            .newStage(context(), batch -> batch.complete(Outcome.accepted()));
    private final byte[][] requests = new byte[REQUESTS][];
    private int next;

    /** With one array for all results, as a pool of them comes to. */
    private static TestContext context() {
        byte[] target = new byte[1 << 20];
        return new TestContext(ComponentKind.PROCESSOR, ComponentId.of("pii"))
                .withBuffers(length -> Payload.of(target, 0, length));
    }

    private static PiiConfig defaults() {
        return new PiiConfig(
                Action.REPLACE,
                Confidence.CONTEXT,
                Map.of(),
                List.of(),
                List.of(),
                new PiiConfig.Paths(List.of(), List.of()),
                List.of("service.*", "k8s.*", "cloud.*", "host.name", "container.*", "deployment.*", "telemetry.sdk.*"),
                new PiiConfig.Classes("log.type", Map.of()),
                List.of(),
                Duration.ofMinutes(1),
                false,
                true,
                new PiiConfig.Route("sluice.route", "quarantine"),
                Duration.ofSeconds(1),
                32,
                false);
    }

    /** Makes the requests. */
    @Setup
    public void makeRequests() {
        Random random = new Random(1);
        for (int i = 0; i < REQUESTS; i++) {
            requests[i] = request(random);
        }
    }

    private byte[] request(Random random) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            spans.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setParentSpanId(ByteString.copyFrom(id, 8, 8))
                    .setName("POST /v1/images/{id}/features")
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setStartTimeUnixNano(1_790_000_000_000_000_000L + i)
                    .setEndTimeUnixNano(1_790_000_000_012_000_000L + i)
                    .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK))
                    .addAttributes(text("http.request.method", "POST"))
                    .addAttributes(
                            text("url.path", "/v1/images/" + (100_000_000 + random.nextInt(900_000_000)) + "/features"))
                    .addAttributes(text("http.route", "/v1/images/{id}/features"))
                    .addAttributes(number("http.response.status_code", 200))
                    .addAttributes(text(
                            "client.address",
                            i < personalShare * SPANS
                                    ? "203.0.113." + random.nextInt(200)
                                    : "client-" + i + ".internal"))
                    .addAttributes(text("user_agent.original", "okhttp/4.12.0 (Linux; Android 14; Pixel 8)"))
                    .addAttributes(text("enduser.id", "user-" + (1_000_000 + random.nextInt(9_000_000))))
                    .addAttributes(text("thread.name", "http-nio-8080-exec-" + random.nextInt(10)))
                    .addAttributes(text("server.address", "api.image-platform.example.internal"))
                    .addAttributes(number("server.port", 8443)));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray();
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void mask() {
        byte[] request = requests[next];
        next = (next + 1) % REQUESTS;
        stage.process(new Batch(Signal.TRACES, Payload.of(request), SPANS, RequestContext.NONE, SilentAck.INSTANCE));
    }
}
