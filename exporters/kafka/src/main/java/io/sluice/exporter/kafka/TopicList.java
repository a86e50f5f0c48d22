package io.sluice.exporter.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.api.Clock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The topics that records of a signal go to: its own, which is number 0, those of {@code routes}, and those that attributes have named, as
 * they come up. A number once given stays. Threads: one at a time.
 */
final class TopicList {

    /** The signal's own topic. */
    static final int OWN = 0;

    /** In place of a number: no name that Kafka allows, or that of a topic of Kafka's own. */
    static final int ILLEGAL_NAME = -1;

    /** In place of a number: there are {@code max_topics} already. */
    static final int EXCESS = -2;

    private final KafkaMetrics metrics;
    private final Clock clock;
    private final List<Destination> topics = new ArrayList<>();
    private final KeyTable names = new KeyTable();
    private int most;

    /** @param maxNamed how many topics attributes may name */
    TopicList(Destination own, int maxNamed, KafkaMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.most = 1 + maxNamed;
        byte[] name = own.topic().getBytes(StandardCharsets.UTF_8);
        names.record(0, name, 0, name.length);
        topics.add(own);
    }

    /** The number of a topic that the configuration names. Before any that attributes name. */
    int configured(String topic, String key) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int number = names.record(0, name, 0, name.length);
        if (number == topics.size()) {
            topics.add(new Destination(topic, key, false, metrics.topic(topic), clock));
            most++;
        }
        return number;
    }

    /** The number of the topic of that name, or {@link #ILLEGAL_NAME} or {@link #EXCESS}. */
    int named(byte[] array, int from, int to) {
        int number = names.find(array, from, to);
        if (number >= 0) {
            return number;
        }
        if (!TopicName.isLegal(array, from, to) || TopicName.isInternal(array, from, to)) {
            return ILLEGAL_NAME;
        }
        if (topics.size() == most) {
            return EXCESS;
        }
        String topic = new String(array, from, to - from, US_ASCII);
        topics.add(new Destination(topic, "topic_from_attribute", true, metrics.topic(topic), clock));
        return names.record(0, array, from, to);
    }

    /** The topic of that number. */
    Destination get(int number) {
        return topics.get(number);
    }

    /** All of them so far. */
    List<Destination> all() {
        return List.copyOf(topics);
    }
}
