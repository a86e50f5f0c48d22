package io.sluice.exporter.kafka;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.api.ComponentContext;
import io.sluice.api.ComponentId;
import io.sluice.api.ComponentKind;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.processor.KeyValues;
import io.sluice.testkit.TestContext;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does a span cost that the exporter has to find its topic and key, up to the records' values? Requests have 512 spans of about 490
 * bytes under eight resources, two spans of each trace. {@code keys} is {@code partition_traces_by_id}; {@code routes} looks for marks of
 * which there are none, {@code marked} finds one at every hundredth span; {@code attribute} is {@code topic_from_attribute} with four
 * topics. The baseline is {@code copy}, without any of these.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RequestSplitterBenchmark.SPANS)
public class RequestSplitterBenchmark {

    static final int SPANS = 512;

    private static final int RESOURCES = 8;
    private static final int MARKED = 100;
    private static final int TOPICS = 4;

    @Param({"copy", "routes", "marked", "attribute", "keys", "keys and routes"})
    String mode;

    private Payload request = Payload.of(new byte[0]);
    private RequestSplitter splitter;

    /** Makes request and splitter. */
    @Setup
    public void prepare() {
        byte[] bytes = request(mode.equals("marked"));
        request = Payload.pooled(bytes, bytes.length, _ -> {});
        KafkaConfig config = KafkaAppendBenchmark.config(
                "localhost:9092",
                mode.contains("routes") || mode.equals("marked")
                        ? new RoutesConfig("sluice.route", Map.of("quarantine", "quarantine"))
                        : null,
                mode.equals("attribute") ? "kafka.topic" : "",
                mode.startsWith("keys"));
        ComponentContext context = new TestContext(ComponentKind.EXPORTER, ComponentId.of("kafka"));
        splitter = new Route(
                        Signal.TRACES, config, context, new KafkaMetrics(context), new Failures(config), Runnable::run)
                .splitter();
    }

    private static byte[] request(boolean marked) {
        Random random = new Random(1);
        byte[] trace = new byte[16];
        byte[] id = new byte[16];
        TracesData.Builder data = TracesData.newBuilder();
        for (int r = 0; r < RESOURCES; r++) {
            Resource.Builder resource = Resource.newBuilder();
            for (int i = 0; i < 6; i++) {
                resource.addAttributes(KeyValues.text("resource.attribute." + i, "some-value-" + i));
            }
            resource.addAttributes(KeyValues.text("kafka.topic", "topic-" + r % TOPICS));
            ScopeSpans.Builder spans = ScopeSpans.newBuilder();
            for (int s = 0; s < SPANS / RESOURCES; s++) {
                if (s % 2 == 0) {
                    random.nextBytes(trace);
                }
                random.nextBytes(id);
                Span.Builder span = Span.newBuilder()
                        .setTraceId(ByteString.copyFrom(trace))
                        .setSpanId(ByteString.copyFrom(id, 0, 8))
                        .setParentSpanId(ByteString.copyFrom(id, 8, 8))
                        .setName("GET /orders/{id}/items");
                for (int i = 0; i < 10; i++) {
                    span.addAttributes(KeyValues.text("attribute.number." + i, "value-" + random.nextInt(1 << 20)));
                }
                if (marked && random.nextInt(MARKED) == 0) {
                    span.addAttributes(KeyValues.text("sluice.route", "quarantine"));
                }
                spans.addSpans(span);
            }
            data.addResourceSpans(
                    ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans));
        }
        return data.build().toByteArray();
    }

    /** Divides a request and makes its records' values. */
    @Benchmark
    public void values(Blackhole hole) throws MalformedException {
        if (splitter == null) {
            hole.consume(request.toExactArray());
            return;
        }
        int records = splitter.group(request);
        for (int record = 0; record < records; record++) {
            hole.consume(splitter.value(record));
        }
        splitter.forget();
    }
}
