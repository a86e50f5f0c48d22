package io.sluice.receiver.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Requests to send. */
final class Requests {

    private Requests() {}

    /** A request with {@code n} spans. */
    static ExportTraceServiceRequest spans(int n) {
        return spans(n, "v");
    }

    /** A request with {@code n} spans that have an attribute of a given value. */
    static ExportTraceServiceRequest spans(int n, String value) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < n; i++) {
            scope.addSpans(Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(new byte[16]))
                    .setSpanId(ByteString.copyFrom(new byte[8]))
                    .setName("span " + i)
                    .addAttributes(KeyValue.newBuilder()
                            .setKey("k")
                            .setValue(AnyValue.newBuilder().setStringValue(value))));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build();
    }
}
