package io.sluice.it;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.logs.LogsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sluice.pdata.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes down what an SDK was told that it had delivered. Threads: any. */
final class Ledger {

    private final Map<Signal, List<Item>> acknowledged = new EnumMap<>(Signal.class);
    private final Map<Signal, Integer> failures = new EnumMap<>(Signal.class);

    /** All acknowledged items of a signal. */
    synchronized List<Item> acknowledged(Signal signal) {
        return List.copyOf(acknowledged.getOrDefault(signal, List.of()));
    }

    /** Exports of a signal that failed. */
    synchronized int failures(Signal signal) {
        return failures.getOrDefault(signal, 0);
    }

    private CompletableResultCode note(Signal signal, Marshaler request, CompletableResultCode result) {
        List<Item> items = Item.of(signal, bytes(request));
        return result.whenComplete(() -> {
            synchronized (this) {
                if (result.isSuccess()) {
                    acknowledged.computeIfAbsent(signal, _ -> new ArrayList<>()).addAll(items);
                } else {
                    failures.merge(signal, 1, Integer::sum);
                }
            }
        });
    }

    private static byte[] bytes(Marshaler request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            request.writeBinaryTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An exporter whose answers are written down. */
    SpanExporter spans(SpanExporter exporter) {
        return new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
                return note(Signal.TRACES, TraceRequestMarshaler.create(spans), exporter.export(spans));
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

    /** An exporter whose answers are written down. */
    LogRecordExporter logs(LogRecordExporter exporter) {
        return new LogRecordExporter() {
            @Override
            public CompletableResultCode export(Collection<LogRecordData> logs) {
                return note(Signal.LOGS, LogsRequestMarshaler.create(logs), exporter.export(logs));
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

    /** An exporter whose answers are written down. */
    MetricExporter metrics(MetricExporter exporter) {
        return new MetricExporter() {
            @Override
            public CompletableResultCode export(Collection<MetricData> metrics) {
                return note(Signal.METRICS, MetricsRequestMarshaler.create(metrics), exporter.export(metrics));
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
}
