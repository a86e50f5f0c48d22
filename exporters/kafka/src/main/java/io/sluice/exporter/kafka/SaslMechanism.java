package io.sluice.exporter.kafka;

import io.sluice.api.config.Key;

/** {@code auth::sasl::mechanism}. */
public enum SaslMechanism {
    @Key("PLAIN")
    PLAIN("PLAIN"),
    @Key("SCRAM-SHA-256")
    SCRAM_SHA_256("SCRAM-SHA-256"),
    @Key("SCRAM-SHA-512")
    SCRAM_SHA_512("SCRAM-SHA-512");

    private final String property;

    SaslMechanism(String property) {
        this.property = property;
    }

    /** As the client's {@code sasl.mechanism} spells it. */
    String property() {
        return property;
    }
}
