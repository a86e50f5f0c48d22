package io.sluice.pdata.view;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sluice.pdata.MalformedException;

/** Makes generated spans of what views say. */
final class RebuildTraces {

    private RebuildTraces() {}

    static Span span(SpanView view) throws MalformedException {
        Span.Builder span = Span.newBuilder()
                .setTraceId(RebuildCommon.traceId(view.traceId()))
                .setSpanId(RebuildCommon.spanId(view.spanId()))
                .setTraceState(view.traceState().toString())
                .setParentSpanId(RebuildCommon.spanId(view.parentSpanId()))
                .setFlags(view.flags())
                .setName(view.name().toString())
                .setKindValue(view.kind())
                .setStartTimeUnixNano(view.startTimeUnixNano())
                .setEndTimeUnixNano(view.endTimeUnixNano())
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount())
                .setDroppedEventsCount(view.droppedEventsCount())
                .setDroppedLinksCount(view.droppedLinksCount());
        EventView events = view.events();
        while (events.next()) {
            span.addEvents(event(events));
        }
        LinkView links = view.links();
        while (links.next()) {
            span.addLinks(link(links));
        }
        if (view.hasStatus()) {
            StatusView status = view.status();
            span.setStatus(
                    Status.newBuilder().setMessage(status.message().toString()).setCodeValue(status.code()));
        }
        return span.build();
    }

    private static Span.Event event(EventView view) throws MalformedException {
        return Span.Event.newBuilder()
                .setTimeUnixNano(view.timeUnixNano())
                .setName(view.name().toString())
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount())
                .build();
    }

    private static Span.Link link(LinkView view) throws MalformedException {
        return Span.Link.newBuilder()
                .setTraceId(RebuildCommon.traceId(view.traceId()))
                .setSpanId(RebuildCommon.spanId(view.spanId()))
                .setTraceState(view.traceState().toString())
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount())
                .setFlags(view.flags())
                .build();
    }
}
