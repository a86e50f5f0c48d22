package io.sluice.pdata.view;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.sluice.pdata.MalformedException;

/** Makes generated log records of what views say. */
final class RebuildLogs {

    private RebuildLogs() {}

    static LogRecord log(LogRecordView view) throws MalformedException {
        LogRecord.Builder log = LogRecord.newBuilder()
                .setTimeUnixNano(view.timeUnixNano())
                .setObservedTimeUnixNano(view.observedTimeUnixNano())
                .setSeverityNumberValue(view.severityNumber())
                .setSeverityText(view.severityText().toString())
                .addAllAttributes(RebuildCommon.attributes(view.attributes()))
                .setDroppedAttributesCount(view.droppedAttributesCount())
                .setFlags(view.flags())
                .setTraceId(RebuildCommon.traceId(view.traceId()))
                .setSpanId(RebuildCommon.spanId(view.spanId()))
                .setEventName(view.eventName().toString());
        if (view.hasBody()) {
            log.setBody(RebuildCommon.value(view.body()));
        }
        return log.build();
    }
}
