package io.sluice.demo.platform;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The SDK's exporters, each with somebody who writes down what it was handed and how that ended. */
final class LedgerExporters {

    static final AttributeKey<String> LOG_ID = AttributeKey.stringKey("log.record.uid");
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    private LedgerExporters() {}

    private static CompletableResultCode note(Ledger ledger, List<String> ids, CompletableResultCode result) {
        return result.whenComplete(() -> ledger.ended(ids, result.isSuccess()));
    }

    static SpanExporter spans(SpanExporter exporter, Ledger ledger) {
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                List<String> ids = spans.stream().map(SpanData::getSpanId).toList();
                ledger.handed(ids);
                return note(ledger, ids, exporter.export(spans));
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }
        };
    }

    static LogRecordExporter logs(LogRecordExporter exporter, Ledger ledger) {
        return new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> logs) {
                List<String> ids = logs.stream()
                        .map(log -> Objects.requireNonNull(log.getAttributes().get(LOG_ID)))
                        .toList();
                ledger.handed(ids);
                return note(ledger, ids, exporter.export(logs));
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }
        };
    }

    static MetricExporter points(MetricExporter exporter, Ledger ledger) {
        return new MetricExporter() {
            @Override
            public CompletableResultCode export(Collection<MetricData> metrics) {
                List<String> ids = pointIds(metrics);
                ids.forEach(ledger::made);
                ledger.handed(ids);
                return note(ledger, ids, exporter.export(metrics));
            }

            @Override
            public AggregationTemporality getAggregationTemporality(InstrumentType type) {
                return exporter.getAggregationTemporality(type);
            }

            @Override
            public CompletableResultCode flush() {
                return exporter.flush();
            }

            @Override
            public CompletableResultCode shutdown() {
                return exporter.shutdown();
            }
        };
    }

    private static List<String> pointIds(Collection<MetricData> metrics) {
        List<String> ids = new ArrayList<>();
        for (MetricData metric : metrics) {
            String service = Objects.requireNonNull(metric.getResource().getAttribute(SERVICE_NAME));
            metric.getData()
                    .getPoints()
                    .forEach(point -> ids.add(
                            PointId.of(service, metric.getName(), text(point.getAttributes()), point.getEpochNanos())));
        }
        return ids;
    }

    private static Map<String, String> text(Attributes attributes) {
        Map<String, String> text = new HashMap<>();
        attributes.forEach((key, value) -> text.put(key.getKey(), String.valueOf(value)));
        return text;
    }
}
