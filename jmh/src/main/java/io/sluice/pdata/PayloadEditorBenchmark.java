package io.sluice.pdata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * What does it cost to edit every span of a request - drop an attribute, replace a value, append an attribute - on its bytes? The
 * request has 512 spans of about 515 bytes. The baseline is {@link #generatedClasses}, which decodes, edits and encodes; {@link #scan} is
 * the part of {@link #threeEditsPerSpan} that finds the places, and {@link #copy} the least that any result costs. The result's array is
 * the same one each time, so that the allocation of all but the baseline must be that of a {@link Payload}, whatever the number of edits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PayloadEditorBenchmark {

    private static final int SPANS = 512;
    private static final byte[] DROPPED = "attribute.00".getBytes(StandardCharsets.UTF_8);
    private static final byte[] REPLACED = "attribute.05".getBytes(StandardCharsets.UTF_8);
    private static final byte[] APPENDED = "deployment.zone".getBytes(StandardCharsets.UTF_8);

    private final PayloadEditor editor = new PayloadEditor();
    private final AnyValueBuffer masked = new AnyValueBuffer().setString("[masked]");
    private final AnyValueBuffer zone = new AnyValueBuffer().setString("ap-northeast-1a");
    private final WireReader request = new WireReader();
    private final WireReader resource = new WireReader();
    private final WireReader scope = new WireReader();
    private final WireReader span = new WireReader();
    private final WireReader attribute = new WireReader();

    private Payload payload = Payload.of(new byte[0]);
    private byte[] target = {};
    private final BufferPool pool = length -> Payload.of(target, 0, length);

    /** Makes the request. */
    @Setup
    public void makeRequest() {
        Random random = new Random(1);
        ScopeSpans.Builder spans = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            byte[] id = new byte[16];
            random.nextBytes(id);
            Span.Builder each = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(id))
                    .setSpanId(ByteString.copyFrom(id, 0, 8))
                    .setName("GET /images")
                    .setStartTimeUnixNano(random.nextLong())
                    .setEndTimeUnixNano(random.nextLong());
            for (int a = 0; a < 10; a++) {
                each.addAttributes(KeyValue.newBuilder()
                        .setKey("attribute.0" + a)
                        .setValue(AnyValue.newBuilder().setStringValue("a value of text " + a + " 56789")));
            }
            spans.addSpans(each);
        }
        payload = Payload.of(ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
                .build()
                .toByteArray());
        target = new byte[payload.length() * 2];
    }

    @Benchmark
    public Payload threeEditsPerSpan() throws MalformedException {
        editor.begin(Signal.TRACES, payload);
        record(true);
        return editor.apply(pool);
    }

    @Benchmark
    public void scan() throws MalformedException {
        record(false);
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(payload.array(), 0, target, 0, payload.length());
        return target;
    }

    @Benchmark
    public byte[] generatedClasses() throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.Builder edited = ExportTraceServiceRequest.parseFrom(payload.array()).toBuilder();
        AnyValue mask = AnyValue.newBuilder().setStringValue("[masked]").build();
        KeyValue added = KeyValue.newBuilder()
                .setKey("deployment.zone")
                .setValue(AnyValue.newBuilder().setStringValue("ap-northeast-1a"))
                .build();
        for (Span.Builder each :
                edited.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilderList()) {
            each.removeAttributes(0);
            each.getAttributesBuilder(4).setValue(mask);
            each.addAttributes(added);
        }
        return edited.build().toByteArray();
    }

    private void record(boolean edits) throws MalformedException {
        request.reset(payload.array(), payload.offset(), payload.end());
        while (request.next()) {
            resource.enter(request);
            while (resource.next()) {
                if (resource.isBytes(2)) {
                    recordScope(edits);
                }
            }
        }
    }

    private void recordScope(boolean edits) throws MalformedException {
        scope.enter(resource);
        while (scope.next()) {
            if (scope.isBytes(2)) {
                span.enter(scope);
                while (span.next()) {
                    if (span.isBytes(9)) {
                        recordAttribute(edits);
                    }
                }
                if (edits) {
                    editor.append(AttributeOwner.SPAN, scope.valueStart(), APPENDED, zone);
                }
            }
        }
    }

    private void recordAttribute(boolean edits) throws MalformedException {
        attribute.enter(span);
        if (!attribute.next() || !attribute.isBytes(1)) {
            return;
        }
        if (edits && isKey(DROPPED)) {
            editor.drop(span.valueStart());
        } else if (edits && isKey(REPLACED)) {
            editor.setValue(span.valueStart(), masked);
        }
    }

    private boolean isKey(byte[] key) {
        return Arrays.equals(attribute.array(), attribute.valueStart(), attribute.valueEnd(), key, 0, key.length);
    }
}
