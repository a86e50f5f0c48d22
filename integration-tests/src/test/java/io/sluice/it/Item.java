package io.sluice.it;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * A span, a log record or a metric with the resource and scope it came in, decoded by the generated classes: what sent and landed are
 * compared by, whatever requests and records the items travelled in.
 *
 * @param schemaUrls of the resource and the scope
 */
record Item(Message resource, Message scope, List<String> schemaUrls, Message item) {

    /** The items of a request or record in binary OTLP. */
    static List<Item> of(Signal signal, byte[] otlp) {
        try {
            return switch (signal) {
                case TRACES -> of(TracesData.parseFrom(otlp));
                case METRICS -> of(MetricsData.parseFrom(otlp));
                case LOGS -> of(LogsData.parseFrom(otlp));
            };
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("undecodable " + signal.configName(), e);
        }
    }

    private static List<Item> of(TracesData data) {
        List<Item> items = new ArrayList<>();
        data.getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> {
                    List<String> urls = List.of(resource.getSchemaUrl(), scope.getSchemaUrl());
                    scope.getSpansList()
                            .forEach(span -> items.add(new Item(resource.getResource(), scope.getScope(), urls, span)));
                }));
        return items;
    }

    private static List<Item> of(MetricsData data) {
        List<Item> items = new ArrayList<>();
        data.getResourceMetricsList()
                .forEach(resource -> resource.getScopeMetricsList().forEach(scope -> {
                    List<String> urls = List.of(resource.getSchemaUrl(), scope.getSchemaUrl());
                    scope.getMetricsList()
                            .forEach(metric ->
                                    items.add(new Item(resource.getResource(), scope.getScope(), urls, metric)));
                }));
        return items;
    }

    private static List<Item> of(LogsData data) {
        List<Item> items = new ArrayList<>();
        data.getResourceLogsList()
                .forEach(resource -> resource.getScopeLogsList().forEach(scope -> {
                    List<String> urls = List.of(resource.getSchemaUrl(), scope.getSchemaUrl());
                    scope.getLogRecordsList()
                            .forEach(record ->
                                    items.add(new Item(resource.getResource(), scope.getScope(), urls, record)));
                }));
        return items;
    }
}
