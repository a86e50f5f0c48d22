package io.sluice.exporter.kafka;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Default;
import io.sluice.api.config.Problems;
import java.util.Map;

/**
 * {@code routes}: topics for items that carry a certain attribute, for instance what {@code pii} and {@code required_attributes} mark with
 * {@code action: route}.
 *
 * @param attribute key of the attribute. A span's, log record's or data point's goes first, then the resource's
 * @param topics the topic for each value of the attribute; with another value, or none, an item goes where it goes without {@code routes}
 */
public record RoutesConfig(
        @Default("sluice.route") String attribute,
        @Default("{}") Map<String, String> topics) implements Checked {

    public RoutesConfig {
        topics = Map.copyOf(topics);
    }

    @Override
    public void check(Problems problems) {
        if (attribute.isEmpty()) {
            problems.error("attribute", "is empty", "Name the attribute, or leave the key out.");
        }
        if (topics.isEmpty()) {
            problems.error("topics", "names no topic", "Set it as in topics: {quarantine: telemetry.quarantine}.");
        }
        topics.forEach((value, topic) -> {
            if (value.isEmpty()) {
                problems.at("topics").error(value, "has no value of the attribute before its topic", "Add the value.");
            }
            if (!TopicName.isLegal(topic)) {
                problems.at("topics").error(value, "is no topic name that Kafka allows", TopicName.RULE);
            }
        });
    }
}
