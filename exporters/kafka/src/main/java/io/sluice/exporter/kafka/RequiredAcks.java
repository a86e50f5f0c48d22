package io.sluice.exporter.kafka;

import io.sluice.api.config.Key;

/** {@code producer::required_acks}: whose word counts as Kafka's answer. */
public enum RequiredAcks {
    /** Nobody's: a record counts as delivered once it is written to the socket. */
    @Key("0")
    NOBODY("0", "the data is on its way to Kafka, which answers nothing with required_acks: 0"),
    /** The partition's leader, before any replica has the record. */
    @Key("1")
    LEADER("1", "the partition's leader has answered (required_acks: 1)"),
    /** All in-sync replicas. */
    @Key("-1")
    IN_SYNC("all", "Kafka has answered acks=all"),
    /** The same. */
    @Key("all")
    ALL("all", "Kafka has answered acks=all");

    private final String property;
    private final String event;

    RequiredAcks(String property, String event) {
        this.property = property;
        this.event = event;
    }

    /** The value of the client's {@code acks}. */
    String property() {
        return property;
    }

    /** What has happened when a delivery succeeds, to follow "after". */
    String event() {
        return event;
    }

    boolean isAll() {
        return this == ALL || this == IN_SYNC;
    }
}
