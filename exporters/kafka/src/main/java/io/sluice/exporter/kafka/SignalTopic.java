package io.sluice.exporter.kafka;

import io.sluice.api.config.Unsupported;
import org.jspecify.annotations.Nullable;

/**
 * {@code traces}, {@code metrics} or {@code logs}: where the records of a signal go and what they look like.
 *
 * @param topic the topic; unset is otlp_spans, otlp_metrics or otlp_logs
 * @param encoding otlp_proto (the request's own bytes) or otlp_json; unset is otlp_proto
 */
@Unsupported(
        value = "topic_from_metadata_key",
        protects = true,
        instead = "Topics are fixed per signal; use one exporter per topic.")
public record SignalTopic(@Nullable String topic, @Nullable Encoding encoding) {

    /** Nothing set. */
    public static final SignalTopic DEFAULTS = new SignalTopic(null, null);
}
