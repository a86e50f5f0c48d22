package io.sluice.exporter.kafka;

import io.sluice.api.config.Checked;
import io.sluice.api.config.Problems;
import io.sluice.api.config.Secret;
import io.sluice.api.config.Unsupported;

/**
 * {@code auth::sasl}: who this exporter is to the brokers.
 *
 * @param username user name
 * @param password password; read once, at start
 * @param mechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
 */
@Unsupported(
        value = {"aws_msk", "oauthbearer_token_source"},
        protects = true,
        instead = "Token mechanisms are not supported; use SCRAM-SHA-512 with username and password.")
@Unsupported(value = "version", instead = "Leave it out: the client negotiates the version of the SASL handshake.")
public record SaslConfig(String username, Secret password, SaslMechanism mechanism) implements Checked {

    @Override
    public void check(Problems problems) {
        if (username.isEmpty()) {
            problems.error("username", "is empty", "Set the name of a user that the brokers know.");
        }
        if (password.isEmpty()) {
            problems.error(
                    "password",
                    "is empty",
                    "Set the user's password, best by ${env:NAME} with a variable that is set.");
        }
    }
}
