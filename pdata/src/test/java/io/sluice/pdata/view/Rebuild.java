package io.sluice.pdata.view;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.sluice.pdata.MalformedException;
import io.sluice.pdata.Signal;

/** Makes a generated request of what views say about its bytes. The views are reused from request to request. */
final class Rebuild {

    private interface ItemRebuild<T> {
        Message of(T view) throws MalformedException;
    }

    private final RequestView<SpanView> traces = RequestView.traces();
    private final RequestView<LogRecordView> logs = RequestView.logs();
    private final RequestView<MetricView> metrics = RequestView.metrics();

    Message request(Signal signal, byte[] array, int from, int end) throws MalformedException {
        return switch (signal) {
            case TRACES -> {
                traces.reset(array, from, end);
                yield request(ExportTraceServiceRequest.newBuilder(), traces, RebuildTraces::span);
            }
            case LOGS -> {
                logs.reset(array, from, end);
                yield request(ExportLogsServiceRequest.newBuilder(), logs, RebuildLogs::log);
            }
            case METRICS -> {
                metrics.reset(array, from, end);
                yield request(ExportMetricsServiceRequest.newBuilder(), metrics, RebuildMetrics::metric);
            }
        };
    }

    private static <T extends CursorView> Message request(
            Message.Builder request, RequestView<T> view, ItemRebuild<T> rebuild) throws MalformedException {
        FieldDescriptor field = request.getDescriptorForType().findFieldByNumber(1);
        ResourceItemsView<T> resources = view.resources();
        while (resources.next()) {
            request.addRepeatedField(field, resource(request.newBuilderForField(field), resources, rebuild));
        }
        return request.build();
    }

    private static <T extends CursorView> Message resource(
            Message.Builder resource, ResourceItemsView<T> view, ItemRebuild<T> rebuild) throws MalformedException {
        if (view.hasResource()) {
            set(resource, 1, RebuildCommon.resource(view.resource()));
        }
        FieldDescriptor field = resource.getDescriptorForType().findFieldByNumber(2);
        ScopeItemsView<T> scopes = view.scopes();
        while (scopes.next()) {
            resource.addRepeatedField(field, scope(resource.newBuilderForField(field), scopes, rebuild));
        }
        return set(resource, 3, view.schemaUrl().toString()).build();
    }

    private static <T extends CursorView> Message scope(
            Message.Builder scope, ScopeItemsView<T> view, ItemRebuild<T> rebuild) throws MalformedException {
        if (view.hasScope()) {
            set(scope, 1, RebuildCommon.scope(view.scope()));
        }
        FieldDescriptor field = scope.getDescriptorForType().findFieldByNumber(2);
        T items = view.items();
        while (items.next()) {
            scope.addRepeatedField(field, rebuild.of(items));
        }
        return set(scope, 3, view.schemaUrl().toString()).build();
    }

    private static Message.Builder set(Message.Builder message, int number, Object value) {
        return message.setField(message.getDescriptorForType().findFieldByNumber(number), value);
    }
}
