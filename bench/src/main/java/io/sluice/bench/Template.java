package io.sluice.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * A request made once whose ids are overwritten for each sending, so that making load costs next to nothing and every item can be told
 * apart afterwards: the span id is the item's number, the trace id follows from it by {@link Traces}.
 *
 * <p>Threads: one at a time.
 */
final class Template {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long TRACE_MARK = 0x5157_1234_0000_0000L;
    private static final long SPAN_MARK = 0x0061_5500_0000_0000L;
    private static final int ATTRIBUTES = 10;
    private static final int CLIENT_ADDRESS = 4;
    private static final int PLAIN_SPAN_BYTES = 80;

    private final byte[] bytes;
    private final Traces traces;
    private final int[] traceIds;
    private final int[] spanIds;
    private final Remarks remarks;

    private Template(byte[] bytes, int items) {
        this.bytes = bytes;
        this.traces = Traces.TOGETHER;
        this.remarks = Remarks.NONE;
        this.traceIds = new int[items];
        this.spanIds = new int[items];
        int found = 0;
        for (int at = 0; found < items && at + 26 <= bytes.length; at++) {
            if ((long) LONGS.get(bytes, at) == TRACE_MARK + found) {
                traceIds[found] = at;
                int span = at + 16;
                while ((long) LONGS.get(bytes, span) != SPAN_MARK + found) {
                    span++;
                }
                spanIds[found] = span;
                found++;
            }
        }
        if (found != items) {
            throw new IllegalStateException("found the ids of " + found + " items of " + items);
        }
    }

    /** A request of {@code items} spans, about 515 bytes each with 10 attributes, on a resource of 6. */
    static Template spans(int items) {
        return spans(items, 1);
    }

    /**
     * As {@link #spans(int)}, with the client's address as a number in a share of the spans only, and as a name in the others.
     *
     * @param personalShare from 0 to 1
     */
    static Template spans(int items, double personalShare) {
        Random random = new Random(7);
        ScopeSpans.Builder scope = ScopeSpans.newBuilder().setScope(scope());
        for (int i = 0; i < items; i++) {
            Span.Builder span = Span.newBuilder()
                    .setTraceId(id(TRACE_MARK + i, random.nextLong()))
                    .setSpanId(id(SPAN_MARK + i))
                    .setParentSpanId(id(random.nextLong()))
                    .setName("POST /v1/images/{id}/features")
                    .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                    .setStartTimeUnixNano(1_790_000_000_000_000_000L + i)
                    .setEndTimeUnixNano(1_790_000_000_012_000_000L + random.nextInt(5_000_000))
                    .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
            for (int a = 0; a < ATTRIBUTES; a++) {
                span.addAttributes(attribute(a, random));
            }
            if (i >= personalShare * items) {
                span.setAttributes(
                        CLIENT_ADDRESS, text("client.address", "client-" + (100 + random.nextInt(100)) + ".internal"));
            }
            scope.addSpans(span);
        }
        return new Template(
                TracesData.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder()
                                .setResource(resource())
                                .addScopeSpans(scope))
                        .build()
                        .toByteArray(),
                items);
    }

    /** A request of {@code items} spans with one attribute each, as long as makes it {@code wireBytes}, less at most five bytes a span. */
    static Template padded(int items, int wireBytes) {
        int guess = Math.max(0, wireBytes / items - PLAIN_SPAN_BYTES);
        int off = wireBytes - withPadding(items, guess).length();
        int length = Math.max(0, guess + Math.floorDiv(off, items));
        Template made = withPadding(items, length);
        while (made.length() > wireBytes && length > 0) {
            made = withPadding(items, --length); // length prefixes grew
        }
        return made;
    }

    private static Template withPadding(int items, int length) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder().setScope(scope());
        for (int i = 0; i < items; i++) {
            scope.addSpans(Span.newBuilder()
                    .setTraceId(id(TRACE_MARK + i, 0))
                    .setSpanId(id(SPAN_MARK + i))
                    .setName("GET /")
                    .setStartTimeUnixNano(1_790_000_000_000_000_000L + i)
                    .setEndTimeUnixNano(1_790_000_000_012_000_000L)
                    .addAttributes(text("padding", "x".repeat(length))));
        }
        return new Template(
                TracesData.newBuilder()
                        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                        .build()
                        .toByteArray(),
                items);
    }

    /** A request of {@code items} log records, about 279 bytes each. */
    static Template logs(int items) {
        Random random = new Random(7);
        ScopeLogs.Builder scope = ScopeLogs.newBuilder().setScope(scope());
        for (int i = 0; i < items; i++) {
            scope.addLogRecords(LogRecord.newBuilder()
                    .setTimeUnixNano(1_790_000_000_000_000_000L + i)
                    .setObservedTimeUnixNano(1_790_000_000_000_100_000L + i)
                    .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                    .setSeverityText("INFO")
                    .setBody(AnyValue.newBuilder()
                            .setStringValue("request " + random.nextInt(1_000_000_000)
                                    + " handled: stored the image in bucket originals-ap-northeast-1,"
                                    + " told 2 subscribers, took 12 ms"))
                    .addAttributes(attribute(0, random))
                    .addAttributes(attribute(3, random))
                    .addAttributes(attribute(4, random))
                    .setTraceId(id(TRACE_MARK + i, random.nextLong()))
                    .setSpanId(id(SPAN_MARK + i)));
        }
        return new Template(
                LogsData.newBuilder()
                        .addResourceLogs(ResourceLogs.newBuilder()
                                .setResource(resource())
                                .addScopeLogs(scope))
                        .build()
                        .toByteArray(),
                items);
    }

    private static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName("io.opentelemetry.instrumentation")
                .setVersion("2.9.0")
                .build();
    }

    private static Resource resource() {
        Resource.Builder resource = Resource.newBuilder();
        String[][] attributes = {
            {"service.name", "image-api"},
            {"service.version", "2.4.1"},
            {"deployment.environment", "production"},
            {"cloud.region", "ap-northeast-1"},
            {"host.name", "node-17.internal"},
            {"k8s.pod.name", "image-api-6c9d7b5f4-x2x9q"}
        };
        for (String[] attribute : attributes) {
            resource.addAttributes(text(attribute[0], attribute[1]));
        }
        return resource.build();
    }

    private static KeyValue attribute(int number, Random random) {
        return switch (number) {
            case 0 -> text("http.request.method", "POST");
            case 1 -> text("url.path", "/v1/images/" + (100_000_000 + random.nextInt(900_000_000)) + "/features");
            case 2 -> text("http.route", "/v1/images/{id}/features");
            case 3 -> number("http.response.status_code", 200);
            case CLIENT_ADDRESS -> text("client.address", "203.0.113." + (100 + random.nextInt(100)));
            case 5 -> text("user_agent.original", "okhttp/4.12.0 (Linux; Android 14; Pixel 8)");
            case 6 -> text("enduser.id", "user-" + (1_000_000 + random.nextInt(9_000_000)));
            case 7 -> text("thread.name", "http-nio-8080-exec-" + random.nextInt(10));
            case 8 -> text("server.address", "api.image-platform.example.internal");
            default -> number("server.port", 8443);
        };
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private static ByteString id(long... words) {
        byte[] bytes = new byte[8 * words.length];
        for (int i = 0; i < words.length; i++) {
            LONGS.set(bytes, 8 * i, words[i]);
        }
        return ByteString.copyFrom(bytes);
    }

    /** The same of spans whose traces are others, and remarkable now and then; this one must not be used any more. */
    Template with(Traces others) {
        return new Template(bytes, others, traceIds, spanIds, Remarks.of(bytes, items()));
    }

    /** Makes this the request whose first item has number {@code first}. */
    byte[] numbered(long first) {
        for (int i = 0; i < traceIds.length; i++) {
            long trace = traces.traceOf(first + i);
            LONGS.set(bytes, traceIds[i], Traces.high(trace));
            LONGS.set(bytes, traceIds[i] + 8, Traces.low(trace));
            LONGS.set(bytes, spanIds[i], first + i + 1);
            if (remarks != Remarks.NONE) {
                boolean last = traces.lastItem(trace) == first + i;
                remarks.put(bytes, i, last ? traces.eventOf(trace) : Traces.Event.NONE);
            }
        }
        return bytes;
    }

    /** Items in the request. */
    int items() {
        return traceIds.length;
    }

    /** Bytes of the request. */
    int length() {
        return bytes.length;
    }

    private Template(byte[] bytes, Traces traces, int[] traceIds, int[] spanIds, Remarks remarks) {
        this.bytes = bytes;
        this.traces = traces;
        this.traceIds = traceIds;
        this.spanIds = spanIds;
        this.remarks = remarks;
    }
}
