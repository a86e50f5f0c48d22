package io.sluice.exporter.kafka;

import io.sluice.api.config.Secret;

/**
 * {@code auth::plain_text}, the old spelling of {@code auth::sasl} with mechanism PLAIN.
 *
 * @param username user name
 * @param password password
 */
public record PlainTextConfig(String username, Secret password) {

    SaslConfig toSasl() {
        return new SaslConfig(username, password, SaslMechanism.PLAIN);
    }
}
