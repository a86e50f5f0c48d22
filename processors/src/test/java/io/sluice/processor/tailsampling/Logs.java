package io.sluice.processor.tailsampling;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;

/** Short ways to write log records. */
final class Logs {

    private Logs() {}

    /** A record of a trace as {@link Spans} has it. */
    static LogRecord.Builder log(long trace, String body) {
        return log(body).setTraceId(Spans.traceId(trace)).setSpanId(Spans.spanId(trace));
    }

    /** A record of no trace. */
    static LogRecord.Builder log(String body) {
        return LogRecord.newBuilder()
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .addAttributes(Spans.text("thread.name", "main"));
    }

    static LogRecord.Builder error(long trace, String body) {
        return log(trace, body).setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR);
    }

    static ScopeLogs.Builder scope(String name, LogRecord.Builder... records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(name));
        for (LogRecord.Builder record : records) {
            scope.addLogRecords(record);
        }
        return scope;
    }

    static ResourceLogs.Builder resource(String service, ScopeLogs.Builder... scopes) {
        ResourceLogs.Builder resource = ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(Spans.text("service.name", service)));
        for (ScopeLogs.Builder scope : scopes) {
            resource.addScopeLogs(scope);
        }
        return resource;
    }

    static LogsData request(LogRecord.Builder... records) {
        return LogsData.newBuilder()
                .addResourceLogs(resource("shop", scope("lib", records)))
                .build();
    }

    /** The text of an attribute; null if there is none, an error if there are several. */
    static String attribute(LogRecord record, String key) {
        var found = record.getAttributesList().stream()
                .filter(each -> each.getKey().equals(key))
                .map(KeyValue::getValue)
                .toList();
        if (found.size() > 1) {
            throw new AssertionError(key + " is there more than once");
        }
        return found.isEmpty()
                ? null
                : found.get(0).hasDoubleValue()
                        ? Double.toString(found.get(0).getDoubleValue())
                        : found.get(0).getStringValue();
    }
}
