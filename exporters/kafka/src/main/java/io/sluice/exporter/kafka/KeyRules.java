package io.sluice.exporter.kafka;

import io.sluice.api.config.Problems;
import io.sluice.pdata.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out from the configuration how the records of a signal are keyed. */
final class KeyRules {

    /** A rule and the configuration key that asks for it. */
    private record Asked(String key, KeyRule rule) {}

    private KeyRules() {}

    /** The rule of a signal, or null if its requests are not split. */
    static @Nullable KeyRule of(KafkaConfig config, Signal signal) {
        List<Asked> asked = asked(config, signal);
        return asked.isEmpty() ? null : asked.getFirst().rule();
    }

    private static List<Asked> asked(KafkaConfig config, Signal signal) {
        List<Asked> asked = new ArrayList<>();
        switch (signal) {
            case TRACES -> {
                // As in the Collector, spans without an id share an empty key.
                add(asked, config.partitionTracesById(), "partition_traces_by_id", new KeyPart.TraceId(), true);
            }
            case METRICS ->
                add(
                        asked,
                        config.partitionMetricsByResourceAttributes(),
                        "partition_metrics_by_resource_attributes",
                        new KeyPart.AllResourceAttributes(),
                        false);
            case LOGS -> {
                add(asked, config.partitionLogsByTraceId(), "partition_logs_by_trace_id", new KeyPart.TraceId(), false);
                add(
                        asked,
                        config.partitionLogsByResourceAttributes(),
                        "partition_logs_by_resource_attributes",
                        new KeyPart.AllResourceAttributes(),
                        false);
            }
        }
        List<KeyPart> parts = new ArrayList<>();
        for (String text : config.of(signal).messageKey()) {
            KeyPart part = KeyPart.parse(text);
            if (part != null) {
                parts.add(part);
            }
        }
        if (!parts.isEmpty()) {
            asked.add(new Asked(signal.configName() + "::message_key", new KeyRule(parts, false)));
        }
        return asked;
    }

    private static void add(List<Asked> asked, boolean isSet, String key, KeyPart part, boolean emptyKey) {
        if (isSet) {
            asked.add(new Asked(key, new KeyRule(List.of(part), emptyKey)));
        }
    }

    /** Reports what cannot be meant. */
    static void check(KafkaConfig config, Problems problems) {
        for (Signal signal : Signal.values()) {
            List<Asked> asked = asked(config, signal);
            if (asked.size() > 1) {
                problems.error(
                        asked.get(1).key(),
                        "asks for another key than " + asked.getFirst().key(),
                        "Keep one of them.");
            }
            if (!asked.isEmpty()
                    && !config.of(signal).messageKeyFromMetadataKey().isEmpty()) {
                problems.at(signal.configName())
                        .error(
                                "message_key_from_metadata_key",
                                "asks for another key than " + asked.getFirst().key(),
                                "Keep one of them.");
            }
            for (String text : config.of(signal).messageKey()) {
                checkPart(signal, text, problems.at(signal.configName()));
            }
        }
    }

    private static void checkPart(Signal signal, String text, Problems problems) {
        boolean ofMetrics = signal == Signal.METRICS;
        switch (KeyPart.parse(text)) {
            case null ->
                problems.error(
                        "message_key",
                        "has " + text + ", which is no part of a key",
                        "Use resource.NAME, attribute.NAME, trace_id or metric.name, as in [resource.service.name].");
            case KeyPart.TraceId _
            when ofMetrics ->
                problems.error("message_key", "has trace_id, which metrics don't have", "Use metric.name.");
            case KeyPart.ItemAttribute _
            when ofMetrics ->
                problems.error(
                        "message_key",
                        "has " + text + ", but a metric is not split by its data points",
                        "Use resource attributes and metric.name.");
            case KeyPart.MetricName _
            when !ofMetrics ->
                problems.error(
                        "message_key", "has metric.name, which " + signal.configName() + " don't have", "Remove it.");
            case KeyPart _ -> {}
        }
    }
}
