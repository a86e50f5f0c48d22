package io.sluice.exporter.kafka;

import io.sluice.api.ComponentContext;
import io.sluice.api.RateLimitedLog;
import io.sluice.api.telemetry.Counter;

/**
 * Counts and tells what goes to the signal's topic, since the one that {@code topic_from_attribute} names can't be used. Threads: any.
 */
final class Redirections {

    private final Line illegalName;
    private final Line excess;
    private final Line notWritable;
    private final String attribute;
    private final String own;
    private final int maxTopics;

    /** A reason's count and log line. */
    private record Line(Counter counter, RateLimitedLog log) {

        static Line of(ComponentContext context, String reason) {
            return new Line(
                    context.meter()
                            .counter(
                                    "kafka_exporter_redirected",
                                    "Spans, log records and metrics that went to the signal's topic, since the one that"
                                            + " an attribute names can't be used; with each attempt.",
                                    "exporter",
                                    context.id().toString(),
                                    "reason",
                                    reason),
                    new RateLimitedLog(context.logger(), context.clock()));
        }

        void count(int granules, String message) {
            counter.add(granules);
            log.warn(message);
        }
    }

    /** @param own the signal's topic */
    Redirections(ComponentContext context, KafkaConfig config, String own) {
        this.illegalName = Line.of(context, "illegal_name");
        this.excess = Line.of(context, "max_topics");
        this.notWritable = Line.of(context, "not_writable");
        this.attribute = config.topicFromAttribute();
        this.own = own;
        this.maxTopics = config.maxTopics();
    }

    /** The attribute's text, which may be anything, is not told: it lies in the topic. */
    void illegalName(int granules) {
        illegalName.count(
                granules,
                "a resource attribute " + attribute + " is no name that Kafka allows for a topic; what has it goes to "
                        + own);
    }

    void excess(int granules) {
        excess.count(
                granules,
                "resource attributes " + attribute + " have named " + maxTopics
                        + " topics; what names another one goes to " + own + "; raise max_topics");
    }

    /** @param why what a record for the topic was told */
    void notWritable(int granules, String why) {
        notWritable.count(granules, why + "; what names it goes to " + own);
    }
}
