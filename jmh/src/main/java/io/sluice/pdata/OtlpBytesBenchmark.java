package io.sluice.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to look at a request where it lies, and does it depend on the number of spans or on the bytes? Requests of 10, 100
 * and 1,000 spans have the same wire size. The baseline is {@link #generatedClasses}, which decodes the same bytes; the allocation of
 * {@link #count} and {@link #validate} must be none, and that of the others must not grow with the number of spans.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OtlpBytesBenchmark {

    private static final int WIRE_BYTES = 250_000;

    @Param({"10", "100", "1000"})
    public int spans;

    private byte[] bytes = {};
    private Payload payload = Payload.of(bytes);
    private final ItemFilter filter = new ItemFilter();
    private final OtlpSplitter splitter = new OtlpSplitter();
    private final EverySecond everySecond = new EverySecond();

    private static final class EverySecond implements ItemFilter.Decision {
        private boolean keep;

        @Override
        public void enterResource(byte[] array, int from, int end) {}

        @Override
        public boolean keeps(byte[] array, int from, int end) {
            keep = !keep;
            return keep;
        }
    }

    @Setup
    public void makeRequest() {
        Random random = new Random(1);
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < spans; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            scope.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setName("GET /images")
                    .setStartTimeUnixNano(random.nextLong())
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("http.request.header")
                            .setValue(AnyValue.newBuilder()
                                    .setStringValue("x".repeat(Math.max(1, WIRE_BYTES / spans - 100))))));
        }
        bytes = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
        payload = Payload.of(bytes);
    }

    @Benchmark
    public int count() throws MalformedException {
        return OtlpBytes.count(Signal.TRACES, bytes, 0, bytes.length);
    }

    @Benchmark
    public int validate() throws MalformedException {
        return OtlpBytes.validate(Signal.TRACES, bytes, 0, bytes.length);
    }

    @Benchmark
    public Payload dropEverySecondSpan() throws MalformedException {
        return filter.filter(Signal.TRACES, payload, BufferPool.UNPOOLED, everySecond);
    }

    @Benchmark
    public List<OtlpSplitter.Part> splitInTwo() throws MalformedException {
        return splitter.split(Signal.TRACES, payload, spans / 2, Integer.MAX_VALUE, BufferPool.UNPOOLED);
    }

    @Benchmark
    public Object generatedClasses() throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(bytes);
    }
}
