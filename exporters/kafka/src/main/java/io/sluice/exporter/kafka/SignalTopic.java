package io.sluice.exporter.kafka;

import io.sluice.api.config.Default;
import io.sluice.api.config.Unsupported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code traces}, {@code metrics} or {@code logs}: where the records of a signal go and what they look like.
 *
 * @param topic the topic; unset is otlp_spans, otlp_metrics or otlp_logs
 * @param encoding otlp_proto (the request's own bytes) or otlp_json; unset is otlp_proto
 * @param messageKeyFromMetadataKey request metadata whose first value is the key of the request's one record; of one for each topic,
 *     where there are several
 * @param messageKey what the key of a record is made of: resource.NAME (a resource attribute), attribute.NAME (a span's or log record's
 *     attribute), trace_id, metric.name. A request is split by it. Sluice's own key
 */
@Unsupported(
        value = "topic_from_metadata_key",
        protects = true,
        instead = "Topics are fixed per signal; use one exporter per topic.")
public record SignalTopic(
        @Nullable String topic,
        @Nullable Encoding encoding,
        @Default("\"\"") String messageKeyFromMetadataKey,
        @Default("[]") List<String> messageKey) {

    /** Nothing set. */
    public static final SignalTopic DEFAULTS = new SignalTopic(null, null, "", List.of());

    public SignalTopic {
        messageKey = List.copyOf(messageKey);
    }
}
