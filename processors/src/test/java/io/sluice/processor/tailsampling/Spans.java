package io.sluice.processor.tailsampling;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;

/** Short ways to write spans. */
final class Spans {

    private static final long MILLI = 1_000_000;
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;
    private static long spanIds = 1;

    private Spans() {}

    /** A trace id: eight bytes that don't matter, then these. */
    static ByteString traceId(long low) {
        return traceId(0x0102030405060708L, low);
    }

    static ByteString traceId(long high, long low) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(16).putLong(high).putLong(low).flip());
    }

    static ByteString spanId(long id) {
        return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(id).flip());
    }

    /** A span with a parent, of 10 ms. */
    static Span.Builder span(long trace, String name) {
        return span(trace, name, 0, 10);
    }

    /** A span with a parent. */
    static Span.Builder span(long trace, String name, long startMillis, long endMillis) {
        return Span.newBuilder()
                .setTraceId(traceId(trace))
                .setSpanId(spanId(spanIds++))
                .setParentSpanId(spanId(99))
                .setName(name)
                .setStartTimeUnixNano((EPOCH_MILLIS + startMillis) * MILLI)
                .setEndTimeUnixNano((EPOCH_MILLIS + endMillis) * MILLI);
    }

    static Span.Builder error(long trace, String name) {
        return span(trace, name).setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
    }

    static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    static KeyValue decimal(String key, double value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setDoubleValue(value))
                .build();
    }

    static KeyValue truth(String key, boolean value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setBoolValue(value))
                .build();
    }

    static ScopeSpans.Builder scope(String name, Span.Builder... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name));
        for (Span.Builder span : spans) {
            scope.addSpans(span);
        }
        return scope;
    }

    static ResourceSpans.Builder resource(String service, ScopeSpans.Builder... scopes) {
        ResourceSpans.Builder resource = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", service)))
                .setSchemaUrl("https://schema/" + service);
        for (ScopeSpans.Builder scope : scopes) {
            resource.addScopeSpans(scope);
        }
        return resource;
    }

    static TracesData request(Span.Builder... spans) {
        return TracesData.newBuilder()
                .addResourceSpans(resource("shop", scope("lib", spans)))
                .build();
    }
}
