package io.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.sluice.pdata.Payload;
import io.sluice.pdata.Signal;
import io.sluice.pdata.WireWriter;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a request costs on the heap must not depend on how many spans it holds. */
class OtlpJsonAllocationTest {

    private static final int ROUNDS = 300;
    private static final int FEW = 10;
    private static final int MANY = 200;

    private interface Work {
        void run() throws Exception;
    }

    private static byte[] spans(int count) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < count; i++) {
            scope.addSpans(Span.newBuilder()
                    .setTraceId(Json.hex("5b8efff798038103d269b633813fc60c"))
                    .setSpanId(Json.hex("eee19b7ec3c1b174"))
                    .setName("GET /images/検索")
                    .setStartTimeUnixNano(1544712660000000000L + i)
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("http.response.status_code")
                            .setValue(AnyValue.newBuilder().setIntValue(200)))
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("url.path")
                            .setValue(AnyValue.newBuilder().setStringValue("/images/" + i))));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    private static long bytesPerRound(Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    private static long slope(long few, long many) {
        return (many - few) / (MANY - FEW);
    }

    @Test
    void readsWithoutAnObjectPerSpan() throws Exception {
        OtlpJsonReader reader = new OtlpJsonReader();
        byte[] few = Json.write(Signal.TRACES, spans(FEW)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] many = Json.write(Signal.TRACES, spans(MANY)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] target = new byte[many.length];

        long forFew = bytesPerRound(
                () -> reader.read(Signal.TRACES, few, 0, few.length, length -> Payload.of(target, 0, length)));
        long forMany = bytesPerRound(
                () -> reader.read(Signal.TRACES, many, 0, many.length, length -> Payload.of(target, 0, length)));

        assertThat(slope(forFew, forMany)).as("bytes a span").isLessThanOrEqualTo(1);
    }

    @Test
    void writesWithoutAnObjectPerSpan() throws Exception {
        OtlpJsonWriter writer = new OtlpJsonWriter();
        Payload few = Payload.of(spans(FEW));
        Payload many = Payload.of(spans(MANY));

        long forFew = bytesPerRound(() -> writer.write(Signal.TRACES, few, OutputStream.nullOutputStream()));
        long forMany = bytesPerRound(() -> writer.write(Signal.TRACES, many, OutputStream.nullOutputStream()));

        assertThat(slope(forFew, forMany)).as("bytes a span").isLessThanOrEqualTo(1);
    }

    /** Each level is there twice, so that a merge by copying would hold the large text once for each. */
    @Test
    void mergesOnEveryLevelWithoutCopies() throws Exception {
        byte[] value = field(1, new byte[1 << 20]);
        for (int level = 0; level < 30; level++) {
            value = field(6, field(1, join(field(2, value), field(2, new byte[0]))));
        }
        byte[] record = join(field(5, value), field(5, new byte[0]));
        Payload payload = Payload.of(field(1, field(2, field(2, record))));
        OtlpJsonWriter writer = new OtlpJsonWriter();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        writer.write(Signal.LOGS, payload, OutputStream.nullOutputStream());

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(payload.length());
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] field(int number, byte[] content) {
        WireWriter out = new WireWriter(content.length + 8);
        out.bytesField(number, content, 0, content.length);
        return Arrays.copyOf(out.array(), out.length());
    }
}
